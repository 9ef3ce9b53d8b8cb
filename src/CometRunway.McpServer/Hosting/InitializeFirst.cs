using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.SemanticKernel.Functions;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.McpServer.Hosting;

/// <summary>
/// Refuses a paid call of a client that has not initialized the session: what has not agreed on a protocol version may be no MCP client. Versions from
/// 2026-07-28 have no <c>initialize</c>; each of their requests names its version. A server has one session, so this has one too.
/// </summary>
internal sealed class InitializeFirst : IPostConfigureOptions<McpServerOptions>
{
    private const string FirstWithoutInitialize = "2026-07-28";

    private static readonly JsonRpcErrorDetail Refusal = new()
    {
        Code = (int)McpErrorCode.InvalidRequest,
        Message = "Nothing was created and nothing was charged: a paid call needs an initialized session. Send initialize, wait for its result, and call again.",
    };

    private volatile bool _hasArrived;

    /// <inheritdoc/>
    public void PostConfigure(string? name, McpServerOptions options) => options.Filters.Message.IncomingFilters.Add(Guard);

    private McpMessageHandler Guard(McpMessageHandler next) => (context, cancellationToken) =>
    {
        if (context.JsonRpcMessage is not JsonRpcRequest request)
            return next(context, cancellationToken);
        _hasArrived |= request.Method == RequestMethods.Initialize;
        return IsPaid(request) && !IsInitialized(context) && !NeedsNoInitialize(request)
            ? context.Server.SendMessageAsync(new JsonRpcError { Id = request.Id, Error = Refusal }, cancellationToken)
            : next(context, cancellationToken);
    };

    private static bool IsPaid(JsonRpcRequest request) =>
        request.Method == RequestMethods.ToolsCall && Text((request.Params as JsonObject)?["name"]) == FunctionNames.Create;

    /// <summary>The version is known before the result of <c>initialize</c> is sent. Any request can set it, so that request itself must have arrived.</summary>
    private bool IsInitialized(MessageContext context) => _hasArrived && context.Server.NegotiatedProtocolVersion is not null;

    private static bool NeedsNoInitialize(JsonRpcRequest request) =>
        Text(((request.Params as JsonObject)?["_meta"] as JsonObject)?[MetaKeys.ProtocolVersion]) is { } version
        && string.CompareOrdinal(version, FirstWithoutInitialize) >= 0;

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
