using System.IO.Compression;
using System.Text;
using CometRunway.Errors;
using CometRunway.TestKit.Http;

namespace CometRunway.Core.Tests.Api;

/// <summary>A create asks for no compression. A server that compresses anyway, or says so without doing it, must not cost the id of a paid task.</summary>
public sealed class CompressedAnswerTests
{
    private const string Body = """{"id":"t1","more":"12345678901234567890"}""";

    public static TheoryData<string, string> Compressions => new()
    {
        { "gzip", "gzip" },
        { "gzip", "" },
        { "gzip", "br" },
        { "deflate", "deflate" },
        { "br", "br" },
        { "", "gzip" },
        { "", "br" },
        { "", "deflate" },
        { "", "unheard-of" },
    };

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Create_CompressedOrLabelledOnly_HasTheId(string compression, string label)
    {
        Assert.Equal("t1", await CreateAsync(Compress(compression), label));
    }

    [Fact]
    public async Task Create_CompressedAnswerIsCutOff_HasTheId()
    {
        var text = $$"""{"id":"t1","more":"{{string.Concat(Enumerable.Range(0, 20_000).Select(n => n * 7919L % 10_007))}}"}""";
        var bytes = Compress("gzip", text);

        Assert.Equal("t1", await CreateAsync(bytes[..(bytes.Length / 2)], "gzip"));
    }

    [Fact]
    public async Task Create_CompressedNonsense_MayBeCharged()
    {
        var error = await Assert.ThrowsAsync<CometApiException>(() => CreateAsync([0x1F, 0x8B, 1, 2, 3, 4, 5, 6], "gzip"));

        Assert.Equal(ChargeStatus.Unknown, error.Charge);
    }

    private static async Task<string> CreateAsync(byte[] body, string label)
    {
        await using var server = new LoopbackListener(async (_, _, stream) =>
        {
            var encoding = label.Length > 0 ? $"Content-Encoding: {label}\r\n" : "";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{encoding}Content-Length: {body.Length}\r\n\r\n"));
            await stream.WriteAsync(body);
        });
        using var rig = ClientRig.OnTheWire(server.Address);

        var created = await rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken);

        Assert.DoesNotContain("Accept-Encoding", Assert.Single(server.Requests), StringComparison.OrdinalIgnoreCase);
        return created.TaskId;
    }

    private static byte[] Compress(string compression, string text = Body)
    {
        using var bytes = new MemoryStream();
        using (var stream = Open(compression, bytes))
            stream.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private static Stream Open(string compression, MemoryStream bytes) => compression switch
    {
        "gzip" => new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true),
        "deflate" => new ZLibStream(bytes, CompressionLevel.Optimal, leaveOpen: true),
        "br" => new BrotliStream(bytes, CompressionLevel.Optimal, leaveOpen: true),
        _ => bytes,
    };
}
