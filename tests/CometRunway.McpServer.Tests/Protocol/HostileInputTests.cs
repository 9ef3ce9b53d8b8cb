using System.Text;
using System.Text.Json.Nodes;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Waiting;

namespace CometRunway.McpServer.Tests.Protocol;

/// <summary>A line that is no request is answered, and the next line works. Otherwise the client waits for a timeout, or has to start the server again.</summary>
public sealed class HostileInputTests
{
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int InvalidParams = -32602;
    private const int Busy = -32000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1000,"method":"tools/call","params":{"name":"§"}}""")]
    [InlineData("""{"method":"tools/call","params":{"name":"§"},"jsonrpc":"2.0","id":1000}""")]
    public async Task Line_LongerThanAnyRequest_IsAnsweredWithItsId(string line)
    {
        await using var raw = await RawSession.StartAsync();

        await raw.SendAsync(line.Replace("§", new string('x', LineReader.Longest), StringComparison.Ordinal));

        AssertError(await raw.NextAsync(), InvalidRequest, 1000);
        await raw.AssertAliveAsync();
    }

    [Fact]
    public async Task Line_LongerThanAnyRequestWithoutId_IsAnsweredWithNull()
    {
        await using var raw = await RawSession.StartAsync();

        await raw.SendAsync(new string('x', LineReader.Longest + 1));

        AssertError(await raw.NextAsync(), InvalidRequest, null);
        await raw.AssertAliveAsync();
    }

    /// <summary>The longest image with each character escaped still fits.</summary>
    [Fact]
    public async Task Line_WithTheLongestImage_IsARequest()
    {
        await using var raw = await RawSession.StartAsync();
        var image = string.Concat("data:image/png;base64,".Concat(Enumerable.Repeat('A', CometRunway.Images.ImageLoader.MaxDataUriCharacters - 22)).Select(c => $"\\u{(int)c:x4}"));

        await raw.SendAsync($$$"""{"jsonrpc":"2.0","id":1000,"method":"tools/call","params":{"name":"validate_video_request","arguments":{"image":"{{{image}}}"} } }""");

        Assert.NotNull((await raw.NextAsync())["result"]);
    }

    [Theory]
    [InlineData("no JSON at all", null)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1000,\"method\":\"ping\"", 1000)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1000,\"method\":\"p\0ing\"}", 1000)]
    [InlineData("{\"jsonrpc\":\"1.0\",\"id\":1000,\"method\":\"ping\"}", 1000)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}", null)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1000,\"method\":\"\\ud800\"}", 1000)]
    [InlineData("\0\0\0", null)]
    [InlineData("[", null)]
    [InlineData("7", null)]
    public async Task Line_ThatCannotBeRead_IsAnswered(string line, int? id)
    {
        await using var raw = await RawSession.StartAsync();

        await raw.SendAsync(line);

        AssertError(await raw.NextAsync(), ParseError, id);
        await raw.AssertAliveAsync();
    }

    [Theory]
    [InlineData('[', null)]
    [InlineData('{', null)]
    public async Task Line_NestedDeeply_IsAnswered(char open, int? id)
    {
        await using var raw = await RawSession.StartAsync();

        await raw.SendAsync(open == '[' ? new string('[', 100_000) : string.Concat(Enumerable.Repeat("{\"a\":", 100_000)));
        AssertError(await raw.NextAsync(), ParseError, id);
        await raw.SendAsync($$"""{"jsonrpc":"2.0","id":1000,"method":"ping","params":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""");
        AssertError(await raw.NextAsync(), ParseError, 1000);

        await raw.AssertAliveAsync();
    }

    [Fact]
    public async Task Line_InvalidUtf8_IsAnsweredWithItsId()
    {
        await using var raw = await RawSession.StartAsync();

        await raw.SendAsync([.. Encoding.UTF8.GetBytes("{\"jsonrpc\":\"2.0\",\"id\":1000,\"method\":\"tools/call\",\"params\":{\"name\":\""), 0xC3, 0x28, 0xFF, .. "\"}}\n"u8]);

        AssertError(await raw.NextAsync(), ParseError, 1000);
        await raw.AssertAliveAsync();
    }

    [Fact]
    public async Task Line_InSingleBytesWithReturnsBlankLinesAndByteOrderMark_IsARequest()
    {
        await using var raw = await RawSession.StartAsync();

        foreach (var part in Encoding.UTF8.GetBytes("\uFEFF{\"jsonrpc\":\"2.0\",\"id\":1000,\"method\":\"ping\"}\r\n\r\n  \t\n"))
            await raw.SendAsync([part]);

        Assert.NotNull((await raw.NextAsync())["result"]);
        await raw.AssertAliveAsync();
    }

    [Fact]
    public async Task Batch_RequestsAndNotification_AreAnsweredEach()
    {
        await using var raw = await RawSession.StartAsync();

        await raw.SendAsync("""[{"jsonrpc":"2.0","id":1000,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/x"},{"id":1001},{"jsonrpc":"2.0","id":1002,"method":"tools/list"}]""");
        JsonObject[] answers = [await raw.NextAsync(), await raw.NextAsync(), await raw.NextAsync()];

        Assert.Equal([1000, 1001, 1002], answers.Select(answer => (int)answer["id"]!).Order());
        AssertError(answers.Single(answer => (int)answer["id"]! == 1001), ParseError, 1001);
        await raw.AssertAliveAsync();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("§")]
    public async Task Batch_EmptyOrEndless_IsRefusedAsAWhole(string line)
    {
        await using var raw = await RawSession.StartAsync();

        await raw.SendAsync(line == "[]" ? line : $"[{string.Join(',', Enumerable.Repeat("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", 10_000))}]");

        AssertError(await raw.NextAsync(), InvalidRequest, null);
        await raw.AssertAliveAsync();
    }

    [Theory]
    [InlineData("\"2026-07-28\"")]
    [InlineData("\"DRAFT-2026-v1\"")]
    [InlineData("\"9999-01-01\"")]
    [InlineData("\"1999-01-01\"")]
    [InlineData("\"\"")]
    [InlineData("20250618")]
    [InlineData("null")]
    public async Task Initialize_UnknownVersion_AgreesOnTheNewestWithHandshake(string version)
    {
        await using var raw = await RawSession.StartAsync(isGreeted: false);

        await raw.SendAsync($$"""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":{{version}},"capabilities":{},"clientInfo":{"name":"t","version":"1"} } }""");

        Assert.Equal(ProtocolVersions.LastWithHandshake, (string?)(await raw.NextAsync())["result"]!["protocolVersion"]);
    }

    [Theory]
    [InlineData("tools/call", """{"name":"find_images","arguments":[]}""")]
    [InlineData("tools/call", """{"name":"find_images","arguments":"{}"}""")]
    [InlineData("tools/call", """{"name":"find_images","arguments":""}""")]
    [InlineData("tools/call", """{"name":"find_images","arguments":"{\"limit\":1}"}""")]
    [InlineData("tools/call", """{"name":"get_video_options","arguments":{"toolCallId":"call_abc","task_progress":"- [ ] x"}}""")]
    [InlineData("tools/list", "[]")]
    [InlineData("tools/list", """{"cursor":""}""")]
    [InlineData("resources/list", """{"cursor":""}""")]
    [InlineData("prompts/list", """{"cursor":""}""")]
    [InlineData("resources/templates/list", """{"cursor":""}""")]
    public async Task Request_WithNothingInAnotherForm_IsAnswered(string method, string parameters)
    {
        await using var raw = await RawSession.StartAsync();

        await raw.SendAsync($$"""{"jsonrpc":"2.0","id":1000,"method":"{{method}}","params":{{parameters}}}""");
        var result = Assert.IsType<JsonObject>((await raw.NextAsync())["result"]);

        Assert.Null((bool?)result["isError"]);
        Assert.NotEmpty(result.First(member => member.Value is JsonArray).Value!.AsArray());
    }

    [Theory]
    [InlineData("""{"image":"cat.png","prompt":"a cat \ud83d runs"}""", "invalid_arguments")]
    [InlineData("""{"image":[{"uri":"cat\udc00.png","position":1}],"prompt":"a cat runs"}""", "invalid_request")]
    public async Task Call_TextWithHalfOfACharacter_IsAnErrorOfTheTool(string arguments, string code)
    {
        await using var raw = await RawSession.StartAsync();

        await raw.SendAsync($$"""{"jsonrpc":"2.0","id":1000,"method":"tools/call","params":{"name":"create_video_from_image","arguments":{{arguments}} } }""");
        var result = Assert.IsType<JsonObject>((await raw.NextAsync())["result"]);

        Assert.True((bool)result["isError"]!);
        Assert.Equal(code, WireClient.Reply(result).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"name":"get_video","arguments":{"a":1,"a":2}}""")]
    [InlineData("""{"name":"get_video","arguments":{"\ud83d":1}}""")]
    [InlineData("""{"name":"get_video","arguments":"no object"}""")]
    public async Task Call_ArgumentsThatCannotBeRead_AreInvalidParameters(string parameters)
    {
        await using var raw = await RawSession.StartAsync();

        await raw.SendAsync($$"""{"jsonrpc":"2.0","id":1000,"method":"tools/call","params":{{parameters}}}""");

        AssertError(await raw.NextAsync(), InvalidParams, 1000);
        await raw.AssertAliveAsync();
    }

    /// <summary>A client that only writes would otherwise fill the memory with requests that wait.</summary>
    [Fact]
    public async Task Flood_MoreRequestsThanCanBeAnswered_AreRefusedAndLaterOnesWork()
    {
        await using var raw = await RawSession.StartAsync(speed: 0.001);
        await raw.SendAsync("""{"jsonrpc":"2.0","id":"create","method":"tools/call","params":{"name":"create_video_from_image","arguments":{"image":"cat.png","model":"gen4_turbo","prompt":"x"}}}""");
        Assert.NotNull((await raw.NextAsync())["result"]);
        var waits = new StringBuilder();
        for (var id = 0; id < RequestsInFlight.MaxCount + 5; id++)
            waits.Append(System.Globalization.CultureInfo.InvariantCulture, $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"name":"get_video","arguments":{"waitSeconds":50} } }""").Append('\n');

        await raw.SendAsync(Encoding.UTF8.GetBytes(waits.ToString()));
        for (var refused = 0; refused < 5; refused++)
            AssertError(await raw.NextAsync(), Busy, RequestsInFlight.MaxCount + refused);
        await raw.SendAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":0}}""");

        await raw.AssertAliveAsync();
    }

    private static void AssertError(JsonObject answer, int code, int? id)
    {
        Assert.Equal((code, id), ((int)answer["error"]!["code"]!, (int?)answer["id"]));
        Assert.True(answer.ContainsKey("id"));
    }

    /// <summary>The bytes of a session, without a client that hides them.</summary>
    private sealed class RawSession(PipedServer server) : IAsyncDisposable
    {
        private readonly StreamReader _output = new(server.Output, new UTF8Encoding(false, throwOnInvalidBytes: true));

        public static async Task<RawSession> StartAsync(bool isGreeted = true, double speed = 0)
        {
            var session = new RawSession(await PipedServer.StartAsync(speed));
            if (!isGreeted)
                return session;
            await session.SendAsync($$"""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"{{ProtocolVersions.LastWithHandshake}}","capabilities":{},"clientInfo":{"name":"t","version":"1"} } }""");
            Assert.NotNull((await session.NextAsync())["result"]);
            await session.SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
            return session;
        }

        public Task SendAsync(string line) => SendAsync(Encoding.UTF8.GetBytes(line + "\n"));

        public async Task SendAsync(byte[] bytes)
        {
            await server.Input.WriteAsync(bytes, Token).AsTask().WithTestTimeout(Token);
            await server.Input.FlushAsync(Token).WithTestTimeout(Token);
        }

        public async Task<JsonObject> NextAsync() =>
            JsonNode.Parse((await _output.ReadLineAsync(Token).AsTask().WithTestTimeout(Token))!)!.AsObject();

        public async Task AssertAliveAsync()
        {
            await SendAsync("""{"jsonrpc":"2.0","id":"alive","method":"ping"}""");
            Assert.Equal("alive", (string?)(await NextAsync())["id"]);
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
