using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CometRunway.Store;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.McpServer.Resources;

/// <summary>Tells clients of changes to tasks: older ones subscribe address by address, newer ones open one stream for all.</summary>
internal sealed class ResourceSubscriptions(RunwayResources resources, TaskWatch watch)
{
    private const int Most = 100;
    private const string SubscriptionId = "io.modelcontextprotocol/subscriptionId";

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _watched = new(StringComparer.OrdinalIgnoreCase);

    /// <summary><c>resources/subscribe</c>.</summary>
    public ValueTask<EmptyResult> SubscribeAsync(RequestContext<SubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        var address = request.Params?.Uri ?? "";
        if (address.Equals(ResourceAddresses.Models, StringComparison.OrdinalIgnoreCase))
            return new(new EmptyResult());
        var entry = resources.Task(address, request.Server);
        if (_watched.Count >= Most)
            throw new McpProtocolException($"At most {Most} subscriptions; unsubscribe from some first.", McpErrorCode.InvalidRequest);
        var server = request.Server;
        var stop = new CancellationTokenSource();
        if (_watched.TryAdd(address, stop))
            _ = watch.FollowAsync(entry, token => server.SendNotificationAsync(NotificationMethods.ResourceUpdatedNotification, new ResourceUpdatedNotificationParams { Uri = address }, cancellationToken: token), stop.Token);
        else
            stop.Dispose();
        return new(new EmptyResult());
    }

    /// <summary><c>resources/unsubscribe</c>.</summary>
    public async ValueTask<EmptyResult> UnsubscribeAsync(RequestContext<UnsubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        if (_watched.TryRemove(request.Params?.Uri ?? "", out var stop))
        {
            await stop.CancelAsync();
            stop.Dispose();
        }

        return new EmptyResult();
    }

    /// <summary><c>subscriptions/listen</c>: says what it will tell of, tells it, and stays until the client ends it.</summary>
    public async ValueTask<EmptyResult> ListenAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        var stream = new Stream(request.Server, request.JsonRpcRequest.Id);
        var granted = Granted(request);
        await stream.SendAsync(NotificationMethods.SubscriptionsAcknowledgedNotification, new JsonObject { ["notifications"] = Promise(granted) }, cancellationToken);
        await Task.WhenAll(granted.Select(g => watch.FollowAsync(
            g.Entry, token => stream.SendAsync(NotificationMethods.ResourceUpdatedNotification, new JsonObject { ["uri"] = g.Address }, token), cancellationToken)));
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return new EmptyResult();
    }

    /// <summary>Of what was asked for, the tasks that exist; our lists never change, so nothing else is promised.</summary>
    private (string Address, VideoTask Entry)[] Granted(RequestContext<SubscriptionsListenRequestParams> request) =>
    [
        .. (request.Params?.Notifications?.ResourceSubscriptions ?? [])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(Most)
            .Select(address => (Address: address, Entry: Existing(address, request.Server)))
            .Where(g => g.Entry is not null)
            .Select(g => (g.Address, g.Entry!)),
    ];

    private VideoTask? Existing(string address, ModelContextProtocol.Server.McpServer server)
    {
        try
        {
            return resources.Task(address, server);
        }
        catch (McpProtocolException)
        {
            return null;
        }
    }

    private static JsonObject Promise((string Address, VideoTask Entry)[] granted) =>
        granted.Length == 0 ? [] : new JsonObject { ["resourceSubscriptions"] = new JsonArray([.. granted.Select(g => (JsonNode)g.Address)]) };

    /// <summary>Everything on a stream carries the id of the request that opened it.</summary>
    private sealed class Stream(ModelContextProtocol.Server.McpServer server, RequestId id)
    {
        public Task SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
        {
            parameters["_meta"] = new JsonObject { [SubscriptionId] = id.Id is long number ? number : (JsonNode?)id.Id?.ToString() };
            return server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = parameters }, cancellationToken);
        }
    }
}
