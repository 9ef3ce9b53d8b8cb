using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CometRunway.Store;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp.Resources;

/// <summary>
/// Notifies clients of changes to tasks. Clients with a session subscribe to one URI at a time. Clients of protocol version 2026-07-28 and later open
/// one stream for all URIs.
/// </summary>
internal sealed class ResourceSubscriptions(ResourceHandlers resources, TaskNotifier notifier)
{
    private const string SubscriptionId = "io.modelcontextprotocol/subscriptionId";

    private readonly ConcurrentDictionary<string, SessionSubscriptions> _sessions = new(StringComparer.Ordinal);

    /// <summary>The number of subscriptions of a session.</summary>
    internal int CountOf(string sessionId) => _sessions.TryGetValue(sessionId, out var session) ? session.Count : 0;

    /// <summary>Creates a message filter that removes the subscriptions of a session when the session ends.</summary>
    public McpMessageHandler EndWithSession(McpMessageHandler next) => (context, cancellationToken) =>
    {
        // The token of a notification is valid until the session ends; the token of a request ends with the request.
        if (context.JsonRpcMessage is JsonRpcNotification { Method: NotificationMethods.InitializedNotification } && KeyOf(context.Server) is { } key)
            Session(key).EndWith(() => _sessions.TryRemove(key, out _), cancellationToken);
        return next(context, cancellationToken);
    };

    /// <summary>Handles <c>resources/subscribe</c>.</summary>
    public async ValueTask<EmptyResult> SubscribeAsync(RequestContext<SubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        var uri = request.Params?.Uri ?? "";
        if (KeyOf(request.Server) is not { } key)
            throw new McpProtocolException("This server has no sessions and cannot send notifications. Poll the resource instead.", McpErrorCode.InvalidRequest);
        if (uri.Equals(ResourceUris.Models, StringComparison.OrdinalIgnoreCase))
            return new EmptyResult();
        var task = await resources.TaskAsync(uri, request, cancellationToken).ConfigureAwait(false);
        var server = request.Server;
        var isAdded = Session(key).TryAdd(uri, stop => notifier.FollowAsync(
            task,
            token => server.SendNotificationAsync(NotificationMethods.ResourceUpdatedNotification, new ResourceUpdatedNotificationParams { Uri = uri }, cancellationToken: token),
            stop));
        return isAdded
            ? new EmptyResult()
            : throw new McpProtocolException($"A session can have at most {SessionSubscriptions.MaxCount} subscriptions. Unsubscribe from one first.", McpErrorCode.InvalidRequest);
    }

    /// <summary>Handles <c>resources/unsubscribe</c>.</summary>
    public ValueTask<EmptyResult> UnsubscribeAsync(RequestContext<UnsubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        if (KeyOf(request.Server) is { } key && _sessions.TryGetValue(key, out var session))
            session.Remove(request.Params?.Uri ?? "");
        return new(new EmptyResult());
    }

    /// <summary>Handles <c>subscriptions/listen</c>: acknowledges the valid subscriptions and sends their notifications until the client ends the request.</summary>
    public async ValueTask<EmptyResult> ListenAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        var stream = new NotificationStream(request.Server, request.JsonRpcRequest.Id);
        var granted = await GrantedAsync(request, cancellationToken).ConfigureAwait(false);
        await stream.SendAsync(NotificationMethods.SubscriptionsAcknowledgedNotification, new JsonObject { ["notifications"] = Acknowledgement(granted) }, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(granted.Select(subscription => notifier.FollowAsync(
            subscription.Task,
            token => stream.SendAsync(NotificationMethods.ResourceUpdatedNotification, new JsonObject { ["uri"] = subscription.Uri }, token),
            cancellationToken))).ConfigureAwait(false);
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new EmptyResult();
    }

    /// <summary>
    /// Returns the key of the session, or null if there is no session. Streamable HTTP gives each session an id; stdio has one session without an id.
    /// On a stateless transport the SDK provides no client capabilities.
    /// </summary>
    private static string? KeyOf(McpServer server) => server.ClientCapabilities is null ? null : server.SessionId ?? "";

    private SessionSubscriptions Session(string key) => _sessions.GetOrAdd(key, static _ => new SessionSubscriptions());

    /// <summary>
    /// Returns the requested tasks that exist. Other notifications are not granted, because the lists of this library do not change.
    /// </summary>
    private async Task<(string Uri, VideoTask Task)[]> GrantedAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        var granted = new List<(string Uri, VideoTask Task)>();
        foreach (var uri in (request.Params?.Notifications?.ResourceSubscriptions ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Take(SessionSubscriptions.MaxCount))
        {
            if (await ExistingAsync(uri, request, cancellationToken).ConfigureAwait(false) is { } task)
                granted.Add((uri, task));
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

    private static JsonObject Acknowledgement((string Uri, VideoTask Task)[] granted) =>
        granted.Length == 0 ? [] : new JsonObject { ["resourceSubscriptions"] = new JsonArray([.. granted.Select(g => (JsonNode)g.Uri)]) };

    /// <summary>Adds the id of the request that opened the stream. The protocol requires it on every message of the stream.</summary>
    private sealed class NotificationStream(McpServer server, RequestId id)
    {
        public Task SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
        {
            parameters["_meta"] = new JsonObject { [SubscriptionId] = id.Id is long number ? number : (JsonNode?)id.Id?.ToString() };
            return server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = parameters }, cancellationToken);
        }
    }
}
