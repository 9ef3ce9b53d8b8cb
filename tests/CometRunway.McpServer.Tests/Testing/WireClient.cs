using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;

namespace CometRunway.McpServer.Tests.Testing;

/// <summary>A client that reads the lines directly. Every line must be a JSON-RPC message and must not contain the key.</summary>
internal sealed class WireClient : IAsyncDisposable
{
    /// <summary>The longest wait of a tool, plus the timeout of a test.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(50) + TestTimeout.Limit;

    private readonly Stream _input;
    private readonly StreamReader _output;
    private readonly string _version;
    private readonly JsonObject _capabilities;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _calls = new();
    private readonly ConcurrentQueue<JsonObject> _notifications = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Task _reading;
    private TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastId;

    private WireClient(Stream input, Stream output, string version, JsonObject? capabilities)
    {
        _capabilities = capabilities ?? [];
        _input = input;
        _output = new StreamReader(output, new UTF8Encoding(false, throwOnInvalidBytes: true));
        _version = version;
        _reading = ReadAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Completes at the end of the server's output. Fails if a line was not a message.</summary>
    public Task Ended => _reading;

    public IReadOnlyList<JsonObject> Notifications => [.. _notifications];

    /// <summary>Connects to the server.</summary>
    public static async Task<WireClient> GreetAsync(Stream input, Stream output, string version = ProtocolVersions.LastWithHandshake, JsonObject? capabilities = null)
    {
        var client = new WireClient(input, output, version, capabilities);
        if (version != ProtocolVersions.Modern)
        {
            var who = new JsonObject
            {
                ["protocolVersion"] = version,
                ["capabilities"] = client._capabilities.DeepClone(),
                ["clientInfo"] = new JsonObject { ["name"] = "tests", ["version"] = "1" },
            };
            client.Greeting = await client.AskAsync("initialize", who);
            await client.SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        }
        else
        {
            client.Greeting = await client.AskAsync("server/discover", []);
        }

        return client;
    }

    /// <summary>The server's response to the first request.</summary>
    public JsonObject Greeting { get; private set; } = [];

    public static JsonObject Request(string image = TestHome.ImageName) => new() { ["image"] = image, ["model"] = "gen4_turbo", ["prompt"] = "a slow pan" };

    /// <summary>Sends a request and returns the whole response, which can be a result or an error.</summary>
    public Task<JsonObject> AskAsync(string method, JsonObject parameters) => AskAsync(method, parameters, out _);

    /// <inheritdoc cref="AskAsync(string, JsonObject)"/>
    public Task<JsonObject> AskAsync(string method, JsonObject parameters, out int id)
    {
        id = Interlocked.Increment(ref _lastId);
        var answer = _calls.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        return SendAndWaitAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = WithEra(parameters) }, answer.Task);
    }

    /// <summary>Calls a tool and returns the result.</summary>
    public async Task<JsonObject> CallAsync(string tool, JsonObject? arguments = null, string? progressToken = null)
    {
        var answer = await AskAsync("tools/call", Call(tool, arguments, progressToken));
        return answer["result"] as JsonObject ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    public static JsonObject Call(string tool, JsonObject? arguments = null, string? progressToken = null)
    {
        var call = new JsonObject { ["name"] = tool, ["arguments"] = arguments ?? [] };
        if (progressToken is not null)
            call["_meta"] = new JsonObject { ["progressToken"] = progressToken };
        return call;
    }

    /// <summary>Parses the reply from the text of a result.</summary>
    public static JsonElement Reply(JsonObject result) => JsonElement.Parse((string)result["content"]![0]!["text"]!);

    /// <summary>Sends a line without changes.</summary>
    public async Task SendAsync(string line)
    {
        await _writing.WaitAsync(Token);
        try
        {
            await _input.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), Token);
            await _input.FlushAsync(Token);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Waits for a notification.</summary>
    public async Task<JsonObject> WhenNotifiedAsync(string method)
    {
        while (true)
        {
            var told = Volatile.Read(ref _told).Task;
            if (_notifications.FirstOrDefault(n => (string?)n["method"] == method) is { } found)
                return found;
            await told.WithTestTimeout(Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The owner of the streams has stopped the server. The remaining output is checked too.
        if (_reading.IsFaulted)
            await _reading;
        _writing.Dispose();
    }

    private async Task<JsonObject> SendAndWaitAsync(JsonObject message, Task<JsonObject> answer)
    {
        await SendAsync(message.ToJsonString());
        await Task.WhenAny(answer, _reading).WaitAsync(LongestCall, Token);
        return answer.IsCompletedSuccessfully ? await answer : throw new EndOfStreamException("The server ended without an answer.");
    }

    private JsonObject WithEra(JsonObject parameters)
    {
        var all = parameters.DeepClone().AsObject();
        if (_version != ProtocolVersions.Modern)
            return all;
        var meta = all["_meta"] as JsonObject ?? [];
        all.Remove("_meta");
        meta["io.modelcontextprotocol/protocolVersion"] = _version;
        meta["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "tests", ["version"] = "1" };
        meta["io.modelcontextprotocol/clientCapabilities"] = _capabilities.DeepClone();
        all["_meta"] = meta;
        return all;
    }

    private async Task ReadAsync()
    {
        while (await _output.ReadLineAsync(Token) is { } line)
        {
            Assert.DoesNotContain(SandboxLab.Key, line, StringComparison.Ordinal);
            var message = Parse(line);
            if (message.ContainsKey("method"))
                Note(message);
            else if (message["id"]?.GetValueKind() is JsonValueKind.Number)
                _calls.GetOrAdd((int)message["id"]!, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult(message);
        }
    }

    private static JsonObject Parse(string line)
    {
        try
        {
            var message = JsonNode.Parse(line)!.AsObject();
            Assert.Equal("2.0", (string?)message["jsonrpc"]);
            return message;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"Standard output holds a line that is no message: {line}", error);
        }
    }

    private void Note(JsonObject message)
    {
        _notifications.Enqueue(message);
        Interlocked.Exchange(ref _told, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
