using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Hosting;

/// <summary>
/// One MCP session over a pair of streams. In contrast to the transport of the SDK, a line has a maximum length, a line that cannot be read is
/// always answered, a batch is read, and the number and size of the requests that are being answered are limited.
/// </summary>
internal sealed class StdioTransport : ITransport
{
    /// <summary>Messages that were read and not yet taken by the session.</summary>
    private const int MaxWaiting = 64;

    /// <summary>A code for errors of the server, which JSON-RPC leaves to it.</summary>
    private const McpErrorCode Busy = (McpErrorCode)(-32000);

    private static readonly JsonTypeInfo MessageType = McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    private readonly LineReader _input;
    private readonly Stream _output;
    private readonly Channel<JsonRpcMessage> _messages = Channel.CreateBounded<JsonRpcMessage>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });
    private readonly RequestsInFlight _inFlight = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private volatile bool _hasEnded;

    /// <param name="input">The messages of the client, one in each line.</param>
    /// <param name="output">The messages of the server, one in each line.</param>
    public StdioTransport(Stream input, Stream output)
    {
        _input = new LineReader(input);
        _output = output;
        _reading = Task.Run(ReadAsync);
    }

    /// <inheritdoc/>
    public string? SessionId => null;

    /// <inheritdoc/>
    public ChannelReader<JsonRpcMessage> MessageReader => _messages.Reader;

    /// <inheritdoc/>
    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        // Nobody reads answers after the end of the input.
        if (_hasEnded)
            return;
        await _writing.WaitAsync(cancellationToken);
        try
        {
            using var line = new MemoryStream();
            JsonSerializer.Serialize(line, message, MessageType);
            line.WriteByte((byte)'\n');
            await _output.WriteAsync(line.GetBuffer().AsMemory(0, (int)line.Length), cancellationToken);
            await _output.FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
            // Not before the client has read it: otherwise the answers to a client that only writes would fill the memory.
            if (message is JsonRpcResponse or JsonRpcError)
                _inFlight.Remove(((JsonRpcMessageWithId)message).Id);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // The semaphore and the source are not disposed, because a call may still send.
    }

    private async Task ReadAsync()
    {
        Exception? failure = null;
        try
        {
            while (await _input.ReadAsync(_stop.Token) is { } line)
            {
                foreach (var message in InputMessages.Read(line))
                    await TakeAsync(message);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end of the session.
        }
        catch (Exception error)
        {
            failure = error;
        }
        finally
        {
            _hasEnded = true;
            _messages.Writer.TryComplete(failure);
        }
    }

    private async Task TakeAsync(InputMessage input)
    {
        // Waits until the client has read the refusal, so that a client that only writes is not read any further.
        if (input.IsRefusal)
            await SendMessageAsync(input.Message, _stop.Token);
        else if (input.Message is JsonRpcRequest request && !_inFlight.TryAdd(request.Id, input.Bytes))
            await SendMessageAsync(InputMessages.Refusal(request.Id, Busy, "Too many requests are being answered. Wait for their answers, then send this one again."), _stop.Token);
        else
            await _messages.Writer.WriteAsync(input.Message, _stop.Token);
        if (CancelledBy(input.Message) is { } cancelled)
            _inFlight.Remove(cancelled);
    }

    /// <summary>The id of a request that the client cancels. It is not answered.</summary>
    private static RequestId? CancelledBy(JsonRpcMessage message)
    {
        if (message is not JsonRpcNotification { Method: NotificationMethods.CancelledNotification, Params: JsonObject parameters } || parameters["requestId"] is not { } id)
            return null;
        return id.GetValueKind() switch
        {
            JsonValueKind.String => new RequestId(id.GetValue<string>()),
            JsonValueKind.Number when id.AsValue().TryGetValue<long>(out var number) => new RequestId(number),
            _ => null,
        };
    }
}
