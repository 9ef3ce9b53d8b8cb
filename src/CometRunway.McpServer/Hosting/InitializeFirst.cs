using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.SemanticKernel.Functions;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.McpServer.Hosting;

/// <summary>
/// Refuses a paid call of a client that has not initialized the session: what has not agreed on a protocol version may be no MCP client. A call that
/// follows <c>initialize</c> too soon waits for its result. Versions from 2026-07-28 have no <c>initialize</c>; each of their requests names its version.
/// A server has one session, so this has one too.
/// </summary>
internal sealed class InitializeFirst(TimeProvider time) : IPostConfigureOptions<McpServerOptions>
{
    /// <summary>How long a call waits for an <c>initialize</c> before it: messages are handled at the same time, in any order.</summary>
    private static readonly TimeSpan Overtaken = TimeSpan.FromSeconds(2);

    private const string FirstWithoutInitialize = "2026-07-28";

    private static readonly JsonRpcErrorDetail Refusal = new()
    {
        Code = (int)McpErrorCode.InvalidRequest,
        Message = "Nothing was created and nothing was charged: a paid call needs an initialized session. Send initialize, wait for its result, and call again.",
    };

    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Initialization? _initialization;

    /// <inheritdoc/>
    public void PostConfigure(string? name, McpServerOptions options)
    {
        options.Filters.Message.IncomingFilters.Add(Receive);
        options.Filters.Message.OutgoingFilters.Add(Send);
    }

    private McpMessageHandler Receive(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        if (context.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.Initialize } initialize)
            await InitializeAsync(initialize.Id, () => next(context, cancellationToken));
        else if (context.JsonRpcMessage is JsonRpcRequest request && IsPaid(request) && !NeedsNoInitialize(request) && !await IsInitializedAsync(cancellationToken))
            await context.Server.SendMessageAsync(new JsonRpcError { Id = request.Id, Error = Refusal }, cancellationToken);
        else
            await next(context, cancellationToken);
    };

    private async Task InitializeAsync(RequestId id, Func<Task> handle)
    {
        var initialization = new Initialization(id);
        if (_initialization?.Result is not { IsCompletedSuccessfully: true, Result: true })
            _initialization = initialization;
        _arrived.TrySetResult();
        try
        {
            await handle();
        }
        finally
        {
            // Without effect if the result was sent.
            initialization.End(succeeded: false);
        }
    }

    /// <summary>The result counts before it is written, because a client that does not read it keeps the write from ending.</summary>
    private McpMessageHandler Send(McpMessageHandler next) => (context, cancellationToken) =>
    {
        if (context.JsonRpcMessage is JsonRpcResponse response && _initialization is { } initialization && response.Id.Equals(initialization.Id))
            initialization.End(succeeded: true);
        return next(context, cancellationToken);
    };

    private async Task<bool> IsInitializedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _arrived.Task.WaitAsync(Overtaken, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }

        return await _initialization!.Result.WaitAsync(cancellationToken);
    }

    private static bool IsPaid(JsonRpcRequest request) =>
        request.Method == RequestMethods.ToolsCall && Text((request.Params as JsonObject)?["name"]) == FunctionNames.Create;

    private static bool NeedsNoInitialize(JsonRpcRequest request) =>
        Text(((request.Params as JsonObject)?["_meta"] as JsonObject)?[MetaKeys.ProtocolVersion]) is { } version
        && string.CompareOrdinal(version, FirstWithoutInitialize) >= 0;

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    /// <summary>A request of the client to initialize the session.</summary>
    private sealed class Initialization(RequestId id)
    {
        private readonly TaskCompletionSource<bool> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RequestId Id => id;

        public Task<bool> Result => _result.Task;

        public void End(bool succeeded) => _result.TrySetResult(succeeded);
    }
}
