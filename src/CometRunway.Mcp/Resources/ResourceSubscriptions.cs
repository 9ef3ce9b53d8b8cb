using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CometRunway.Store;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp.Resources;

/// <summary>
/// Notifies clients of changes to tasks. Clients with a session subscribe to one URI at a time; those of protocol version 2026-07-28 and
/// later open one stream for all.
/// </summary>
internal sealed class ResourceSubscriptions(ResourceHandlers resources, TaskNotifier notifier)
{
    private const string SubscriptionId = "io.modelcontextprotocol/subscriptionId";

    private readonly ConcurrentDictionary<string, SessionSubscriptions> _sessions = new(StringComparer.Ordinal);

    /// <summary>How many subscriptions a session has.</summary>
    internal int CountOf(string sessionId) => _sessions.TryGetValue(sessionId, out var session) ? session.Count : 0;

    /// <summary>A message filter that ends a session's subscriptions with the session.</summary>
    public McpMessageHandler EndWithSession(McpMessageHandler next) => (context, cancellationToken) =>
    {
        // The token of a notification lives as long as the session; that of a request ends with the request.
        if (context.JsonRpcMessage is JsonRpcNotification { Method: NotificationMethods.InitializedNotification } && KeyOf(context.Server) is { } key)
            Session(key).EndWith(() => _sessions.TryRemove(key, out _), cancellationToken);
        return next(context, cancellationToken);
    };

    /// <summary><c>resources/subscribe</c>.</summary>
    public async ValueTask<EmptyResult> SubscribeAsync(RequestContext<SubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        var uri = request.Params?.Uri ?? "";
        if (KeyOf(request.Server) is not { } key)
            throw new McpProtocolException("This server keeps no sessions, so it cannot send notifications. Read the resource again instead.", McpErrorCode.InvalidRequest);
        if (uri.Equals(ResourceUris.Models, StringComparison.OrdinalIgnoreCase))
            return new EmptyResult();
        var entry = await resources.TaskAsync(uri, request, cancellationToken).ConfigureAwait(false);
        var server = request.Server;
        var isAdded = Session(key).TryAdd(uri, stop => notifier.FollowAsync(
            entry,
            token => server.SendNotificationAsync(NotificationMethods.ResourceUpdatedNotification, new ResourceUpdatedNotificationParams { Uri = uri }, cancellationToken: token),
            stop));
        return isAdded
            ? new EmptyResult()
            : throw new McpProtocolException($"At most {SessionSubscriptions.MaxCount} subscriptions; unsubscribe from some first.", McpErrorCode.InvalidRequest);
    }

    /// <summary><c>resources/unsubscribe</c>.</summary>
    public ValueTask<EmptyResult> UnsubscribeAsync(RequestContext<UnsubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        if (KeyOf(request.Server) is { } key && _sessions.TryGetValue(key, out var session))
            session.Remove(request.Params?.Uri ?? "");
        return new(new EmptyResult());
    }

    /// <summary><c>subscriptions/listen</c>: acknowledges the subscriptions it can serve, and sends their notifications until the client ends the request.</summary>
    public async ValueTask<EmptyResult> ListenAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        var stream = new NotificationStream(request.Server, request.JsonRpcRequest.Id);
        var granted = await GrantedAsync(request, cancellationToken).ConfigureAwait(false);
        await stream.SendAsync(NotificationMethods.SubscriptionsAcknowledgedNotification, new JsonObject { ["notifications"] = Acknowledgement(granted) }, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(granted.Select(subscription => notifier.FollowAsync(
            subscription.Entry,
            token => stream.SendAsync(NotificationMethods.ResourceUpdatedNotification, new JsonObject { ["uri"] = subscription.Uri }, token),
            cancellationToken))).ConfigureAwait(false);
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new EmptyResult();
    }

    /// <summary>
    /// The key of a session. Streamable HTTP numbers its sessions; stdio has one, without an id. Null where there is none: the SDK shows no
    /// client capabilities for a request of a stateless transport.
    /// </summary>
    private static string? KeyOf(McpServer server) => server.ClientCapabilities is null ? null : server.SessionId ?? "";

    private SessionSubscriptions Session(string key) => _sessions.GetOrAdd(key, static _ => new SessionSubscriptions());

    /// <summary>The requested tasks that exist. Our lists never change, so no other notifications are granted.</summary>
    private async Task<(string Uri, VideoTask Entry)[]> GrantedAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        var granted = new List<(string Uri, VideoTask Entry)>();
        foreach (var uri in (request.Params?.Notifications?.ResourceSubscriptions ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Take(SessionSubscriptions.MaxCount))
        {
            if (await ExistingAsync(uri, request, cancellationToken).ConfigureAwait(false) is { } entry)
                granted.Add((uri, entry));
        }

        return [.. granted];
    }

    private async ValueTask<VideoTask?> ExistingAsync(string uri, MessageContext request, CancellationToken cancellationToken)
    {
        try
        {
            return await resources.TaskAsync(uri, request, cancellationToken).ConfigureAwait(false);
        }
        catch (McpProtocolException)
        {
            return null;
        }
    }

    private static JsonObject Acknowledgement((string Uri, VideoTask Entry)[] granted) =>
        granted.Length == 0 ? [] : new JsonObject { ["resourceSubscriptions"] = new JsonArray([.. granted.Select(g => (JsonNode)g.Uri)]) };

    /// <summary>Everything on a stream carries the id of the request that opened it.</summary>
    private sealed class NotificationStream(McpServer server, RequestId id)
    {
        public Task SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
        {
            parameters["_meta"] = new JsonObject { [SubscriptionId] = id.Id is long number ? number : (JsonNode?)id.Id?.ToString() };
            return server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = parameters }, cancellationToken);
        }
    }
}
