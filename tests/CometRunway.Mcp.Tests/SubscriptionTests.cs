using CometRunway.Mcp.Resources;
using CometRunway.Mcp.Tests.Testing;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace CometRunway.Mcp.Tests;

/// <summary>Each session has separate subscriptions, notifications and limits.</summary>
public sealed class SubscriptionTests
{
    private const string LastWithSessions = "2025-11-25";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribe_TwoSessionsToOneTask_NotifiesBoth()
    {
        await using var app = await HttpApp.StartAsync(HttpServerSessionMode.Stateful, speed: 1);
        await using var first = await app.ConnectAsync(LastWithSessions);
        await using var second = await app.ConnectAsync(LastWithSessions);
        var uri = $"runway://tasks/{await HttpApp.CreateAsync(first)}";

        var firstNotified = await SubscribeAsync(first, uri);
        var secondNotified = await SubscribeAsync(second, uri);
        await app.Sandbox.AgeAsync(Task.WhenAll(firstNotified, secondNotified), Token).WithTestTimeout(Token);

        Assert.Equal((uri, uri), (await firstNotified, await secondNotified));
    }

    [Fact]
    public async Task Unsubscribe_OneSession_KeepsOtherSubscription()
    {
        await using var app = await HttpApp.StartAsync(HttpServerSessionMode.Stateful, speed: 1);
        await using var first = await app.ConnectAsync(LastWithSessions);
        await using var second = await app.ConnectAsync(LastWithSessions);
        var uri = $"runway://tasks/{await HttpApp.CreateAsync(first)}";
        await SubscribeAsync(first, uri);
        var secondNotified = await SubscribeAsync(second, uri);

        await first.UnsubscribeFromResourceAsync(uri, cancellationToken: Token);
        Assert.Equal((0, 1), (Subscriptions(app).CountOf(first.SessionId!), Subscriptions(app).CountOf(second.SessionId!)));
        await app.Sandbox.AgeAsync(secondNotified, Token).WithTestTimeout(Token);

        Assert.Equal(uri, await secondNotified);
    }

    [Fact]
    public async Task End_OneSession_EndsOnlyItsSubscriptions()
    {
        await using var app = await HttpApp.StartAsync(HttpServerSessionMode.Stateful, speed: 1);
        var first = await app.ConnectAsync(LastWithSessions);
        await using var second = await app.ConnectAsync(LastWithSessions);
        var uri = $"runway://tasks/{await HttpApp.CreateAsync(first)}";
        await SubscribeAsync(first, uri);
        var notified = await SubscribeAsync(second, uri);
        var (ended, lasting) = (first.SessionId!, second.SessionId!);
        Assert.Equal((1, 1), (Subscriptions(app).CountOf(ended), Subscriptions(app).CountOf(lasting)));

        // Disposal sends DELETE, which ends the session before the response.
        await first.DisposeAsync();

        Assert.Equal((0, 1), (Subscriptions(app).CountOf(ended), Subscriptions(app).CountOf(lasting)));
        await app.Sandbox.AgeAsync(notified, Token).WithTestTimeout(Token);
    }

    [Fact]
    public async Task Subscription_TaskEnds_Ends()
    {
        await using var app = await HttpApp.StartAsync(HttpServerSessionMode.Stateful, speed: 1);
        await using var client = await app.ConnectAsync(LastWithSessions);
        var handle = await HttpApp.CreateAsync(client);
        await SubscribeAsync(client, $"runway://tasks/{handle}");

        var finished = client.CallToolAsync("get_video", new Dictionary<string, object?> { ["taskId"] = handle, ["waitSeconds"] = 50 }, cancellationToken: Token).AsTask();
        await app.Sandbox.AgeAsync(finished, Token).WithTestTimeout(Token);

        await SpinAsync(() => Subscriptions(app).CountOf(client.SessionId!) == 0).WithTestTimeout(Token);
    }

    [Fact]
    public async Task Subscribe_WithoutSessions_IsRejected()
    {
        await using var app = await HttpApp.StartAsync(HttpServerSessionMode.Stateless, speed: 1);
        await using var client = await app.ConnectAsync(LastWithSessions);
        var uri = $"runway://tasks/{await HttpApp.CreateAsync(client)}";

        var error = await Assert.ThrowsAsync<McpProtocolException>(() => SubscribeAsync(client, uri));

        Assert.Equal(McpErrorCode.InvalidRequest, error.ErrorCode);
    }

    [Fact]
    public void Limit_OneSession_DoesNotAffectOthers()
    {
        using var stop = new CancellationTokenSource();
        var full = new SessionSubscriptions();
        var other = new SessionSubscriptions();
        for (var i = 0; i < SessionSubscriptions.MaxCount; i++)
            Assert.True(full.TryAdd($"runway://tasks/v{i}", Forever));

        Assert.False(full.TryAdd("runway://tasks/one-more", Forever));
        Assert.True(full.TryAdd("runway://tasks/v0", Forever));
        Assert.True(other.TryAdd("runway://tasks/one-more", Forever));
        full.Remove("runway://tasks/v0");
        Assert.True(full.TryAdd("runway://tasks/one-more", Forever));
        full.EndWith(() => { }, stop.Token);
        stop.Cancel();
        Assert.Equal((0, 1), (full.Count, other.Count));
    }

    private static async Task Forever(CancellationToken token)
    {
        try
        {
            await new TaskCompletionSource().Task.WaitAsync(token);
        }
        catch (OperationCanceledException)
        {
            // The subscription has ended.
        }
    }

    private static ResourceSubscriptions Subscriptions(HttpApp app) => app.Services.GetRequiredService<ResourceSubscriptions>();

    /// <summary>Subscribes and completes with the URI of the first notification.</summary>
    private static async Task<Task<string>> SubscribeAsync(McpClient client, string uri)
    {
        var notified = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.RegisterNotificationHandler(NotificationMethods.ResourceUpdatedNotification, (notification, _) =>
        {
            notified.TrySetResult((string)notification.Params!["uri"]!);
            return default;
        });
        await client.SubscribeToResourceAsync(uri, cancellationToken: Token).WithTestTimeout(Token);
        return notified.Task;
    }

    private static async Task SpinAsync(Func<bool> isTrue)
    {
        while (!isTrue())
            await Task.Yield();
    }
}
