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

    private volatile bool _hasArrived;

    /// <inheritdoc/>
    public void PostConfigure(string? name, McpServerOptions options)
    {
        options.Filters.Message.IncomingFilters.Add(Notice);
        options.Filters.Request.CallToolFilters.Add(Refuse);
    }

    private McpMessageHandler Notice(McpMessageHandler next) => (context, cancellationToken) =>
    {
        _hasArrived |= context.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.Initialize };
        return next(context, cancellationToken);
    };

    private McpRequestHandler<CallToolRequestParams, CallToolResult> Refuse(McpRequestHandler<CallToolRequestParams, CallToolResult> next) => (request, cancellationToken) =>
        request.Params?.Name != FunctionNames.Create || IsInitialized(request) || HasNoInitialize(request.Params.Meta)
            ? next(request, cancellationToken)
            : throw new McpProtocolException("Nothing was created and nothing was charged: a paid call needs an initialized session. Send initialize, wait for its result, and call again.", McpErrorCode.InvalidRequest);

    /// <summary>The version is known when the result of <c>initialize</c> is sent. A request can set it too, so the request itself must have arrived.</summary>
    private bool IsInitialized(MessageContext request) => _hasArrived && request.Server.NegotiatedProtocolVersion is not null;

    private static bool HasNoInitialize(JsonObject? meta) =>
        meta?[MetaKeys.ProtocolVersion] is JsonValue version
        && version.GetValueKind() == JsonValueKind.String
        && string.CompareOrdinal(version.GetValue<string>(), FirstWithoutInitialize) >= 0;
}
