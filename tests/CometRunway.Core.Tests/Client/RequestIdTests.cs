using System.Net;
using CometRunway.Core.Tests.Polling;
using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Images;
using CometRunway.TestKit.Time;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Client;

/// <summary>The caller's idempotency key: one key pays for one video, however often and however late the call is repeated.</summary>
public sealed class RequestIdTests
{
    private static readonly VideoRequest Request = new() { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo", RequestId = "order-17" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CreateAsync_AgentRestartsAtMinuteElevenAndRepeatsTheCall_PaysOnce(bool newTake)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var time = new AdjustableTimeProvider();
        var before = lab.Open(time);
        var first = await ClientOf(before).CreateAsync(Request, newTake, cancellationToken: Token);
        await before.Services.DisposeAsync();
        time.Jump(TimeSpan.FromMinutes(11));

        var client = ClientOf(lab.Open(time));
        var again = await client.CreateAsync(Request, newTake, cancellationToken: Token);
        var video = await client.WaitAsync(again.Handle, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal((true, false, 1), (first.IsNew, again.IsNew, lab.Sandbox.Posts));
        Assert.Equal((first.Handle, "order-17"), (again.Handle, again.Task.RequestId));
        Assert.Equal([video.Path], lab.Sandbox.Home.SavedVideos);
    }

    [Fact]
    public async Task CreateAsync_RestartedWithoutARequestIdAtMinuteEleven_PaysAgain()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var time = new AdjustableTimeProvider();
        var client = ClientOf(lab.Open(time));
        await client.CreateAsync(Request with { RequestId = null }, cancellationToken: Token);
        time.Jump(TimeSpan.FromMinutes(11));

        await client.CreateAsync(Request with { RequestId = null }, cancellationToken: Token);

        Assert.Equal(2, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task CreateAsync_TwoProgramsAtOnceWithTheSameId_SendOneRequest()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        ICometRunwayClient[] clients = [ClientOf(lab.Open()), ClientOf(lab.Open())];

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => clients[i % 2].CreateAsync(Request, newTake: true, cancellationToken: Token)));

        Assert.Equal(1, lab.Sandbox.Posts);
        Assert.Single(results, result => result.IsNew);
        Assert.Single(results.Select(result => result.Handle).Distinct());
    }

    [Fact]
    public async Task CreateAsync_AnotherPromptWithTheSameId_ThrowsWithTheEarlierTaskAndSendsNothing()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var client = ClientOf(lab.Open());
        var first = await client.CreateAsync(Request, cancellationToken: Token);

        var conflict = await Assert.ThrowsAsync<RequestIdConflictException>(() => client.CreateAsync(Request with { Prompt = "a fast pan" }, newTake: true, cancellationToken: Token));

        Assert.Equal((first.Handle, ChargeStatus.No, false, 1), (conflict.Task.Handle, conflict.Charge, conflict.IsTransient, lab.Sandbox.Posts));
    }

    [Fact]
    public async Task CreateAsync_AnotherImageOfTheSameName_IsAnotherRequest()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var client = ClientOf(lab.Open());
        await client.CreateAsync(Request, cancellationToken: Token);
        await File.WriteAllBytesAsync(Path.Combine(lab.Sandbox.Home.Album, TestHome.ImageName), TinyPng.Create(401, 240), Token);

        await Assert.ThrowsAsync<RequestIdConflictException>(() => client.CreateAsync(Request, cancellationToken: Token));

        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task CreateAsync_DefaultsHaveChangedSince_IsStillTheSameRequest()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var open = Request with { Model = null, RequestId = "order-18" };
        var first = await ClientOf(lab.Open(configure: options => options.DefaultModel = "gen4_turbo")).CreateAsync(open, cancellationToken: Token);
        var client = ClientOf(lab.Open(configure: options => (options.DefaultModel, options.ApiVersion) = ("veo3.1", "2024-11-07")));

        var again = await client.CreateAsync(open, cancellationToken: Token);
        await Assert.ThrowsAsync<RequestIdConflictException>(() => client.CreateAsync(open with { Model = "veo3.1" }, cancellationToken: Token));

        Assert.Equal((first.Handle, false, 1), (again.Handle, again.IsNew, lab.Sandbox.Posts));
    }

    [Fact]
    public async Task CreateAsync_ServiceTakesNoMoreRequests_TheSameIdIsUsedAgain()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        lab.Sandbox.Faults.Add(new FaultRule("create", "too-many-requests"));
        var client = ClientOf(lab.Open());
        var refused = await Assert.ThrowsAsync<CometApiException>(() => client.CreateAsync(Request, cancellationToken: Token));

        var created = await client.CreateAsync(Request, cancellationToken: Token);

        Assert.Equal((ApiErrorKind.RateLimited, ChargeStatus.No), (refused.Kind, refused.Charge));
        Assert.True(created.IsNew);
        Assert.Single(lab.Sandbox.Journal.Tasks);
    }

    [Fact]
    public async Task CreateAsync_OutcomeIsUnknown_StaysUnknownForThatIdAfterDays()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        lab.Sandbox.Faults.Add(new FaultRule("create", "reset-after-accept"));
        var time = new AdjustableTimeProvider();
        var client = ClientOf(lab.Open(time));
        var first = await Assert.ThrowsAsync<VideoOutcomeUnknownException>(() => client.CreateAsync(Request, cancellationToken: Token));
        time.Jump(TimeSpan.FromDays(3));

        var again = await Assert.ThrowsAsync<VideoOutcomeUnknownException>(() => client.CreateAsync(Request, newTake: true, cancellationToken: Token));

        Assert.Equal((first.Task.Handle, ChargeStatus.No, 1), (again.Task.Handle, again.Charge, lab.Sandbox.Posts));
    }

    [Fact]
    public async Task CreateAsync_EarlierTaskFailed_ReturnsItAndCreateAndWaitThrows()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        lab.Sandbox.Faults.Add(new FaultRule("task", "failure-without-text"));
        var client = ClientOf(lab.Open());
        await Assert.ThrowsAsync<VideoTaskFailedException>(() => client.CreateAndWaitAsync(Request, cancellationToken: Token).WithTestTimeout(Token));

        var again = await client.CreateAsync(Request, cancellationToken: Token);
        var failure = await Assert.ThrowsAsync<VideoTaskFailedException>(() => client.CreateAndWaitAsync(Request, cancellationToken: Token).WithTestTimeout(Token));

        Assert.Equal((VideoTaskState.Failed, false, again.Handle, 1), (again.State, again.IsNew, failure.Task.Handle, lab.Sandbox.Posts));
    }

    [Fact]
    public async Task CreateAsync_AnotherCallerWithTheSameId_GetsTheirOwnVideo()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var client = ClientOf(lab.Open());

        var ada = await client.ForCaller("ada").CreateAsync(Request, cancellationToken: Token);
        var bob = await client.ForCaller("bob").CreateAsync(Request, cancellationToken: Token);

        Assert.Equal((true, true, 2), (ada.IsNew, bob.IsNew, lab.Sandbox.Posts));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\nb")]
    [InlineData("a\u0000b")]
    [InlineData("a\u200bb")]
    [InlineData("a\u00a0b")]
    [InlineData("a\u202eb")]
    [InlineData("a\ud83db")]
    public async Task CreateAsync_IdThatCannotBeRead_IsRefusedAndSendsNothing(string requestId)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);

        var refusal = await Assert.ThrowsAsync<InvalidVideoRequestException>(() => ClientOf(lab.Open()).CreateAsync(Request with { RequestId = requestId }, cancellationToken: Token));

        var violation = Assert.Single(refusal.Request.Violations, violation => violation.Severity == Severity.Error);
        Assert.Equal(("requestId", "request_id_not_allowed", 0), (violation.Field, violation.Code, lab.Sandbox.Posts));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public async Task ValidateAsync_LongestId_Is200Characters(int length, bool isValid)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);

        var prepared = await ClientOf(lab.Open()).ValidateAsync(Request with { RequestId = new string('x', length) }, Token);

        Assert.Equal(!isValid, prepared.HasErrors);
    }

    [Fact]
    public async Task CreateAsync_WhiteSpaceAroundTheId_DoesNotCount()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var client = ClientOf(lab.Open());
        await client.CreateAsync(Request with { RequestId = " \t Kunde 17, Märchen №3 \n" }, cancellationToken: Token);

        var again = await client.CreateAsync(Request with { RequestId = "Kunde 17, Märchen №3" }, cancellationToken: Token);

        Assert.Equal((false, "Kunde 17, Märchen №3"), (again.IsNew, again.Task.RequestId));
    }

    [Fact]
    public async Task CreateAsync_RequestId_IsNotSent()
    {
        using var handler = new ScriptedHandler()
            .Answer(HttpStatusCode.OK, """{"data":[{"id":"gen4_turbo"}]}""")
            .Answer(HttpStatusCode.OK, """{"id":"d0658ae1"}""");
        await using var lab = await CourierLab.StartAsync(speed: 0);

        await ClientOf(lab.Open(handler: handler)).CreateAsync(Request, cancellationToken: Token);

        var sent = Assert.Single(handler.Sent, request => request.Method == HttpMethod.Post);
        Assert.Contains("a slow pan", sent.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("order-17", $"{sent.Address} {string.Join(' ', sent.Headers.Values)} {sent.Body}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_LimitsAreSet_ReportsWhatTheyLeave()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var client = ClientOf(lab.Open(configure: options => (options.MaxTasksPerHour, options.MaxTasksPerDay, options.MaxSecondsPerDay) = (3, null, 20)));

        var created = await client.CreateAsync(Request, cancellationToken: Token);

        Assert.Equal(
            [(BudgetLimit.TasksPerHour, 2, 3), (BudgetLimit.SecondsPerDay, 15, 20)],
            created.Limits.Select(limit => (limit.Limit, limit.Left!.Value, limit.Allowed!.Value)));
    }

    [Fact]
    public async Task CreateAsync_LimitReached_SaysExactlyWhenTheSameCallSucceeds()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var client = ClientOf(lab.Open(time, configure: options => options.MaxTasksPerHour = 1));
        await client.CreateAsync(Request, cancellationToken: Token);
        time.Advance(TimeSpan.FromMinutes(12.5));
        var next = Request with { Prompt = "a fast pan", RequestId = "order-18" };

        var refusal = await Assert.ThrowsAsync<BudgetReachedException>(() => client.CreateAsync(next, cancellationToken: Token));
        time.Advance(refusal.RetryAfter!.Value - TimeSpan.FromMilliseconds(1));
        var tooEarly = await Assert.ThrowsAsync<BudgetReachedException>(() => client.CreateAsync(next, cancellationToken: Token));
        time.Advance(tooEarly.RetryAfter!.Value);
        var created = await client.CreateAsync(next, cancellationToken: Token);

        Assert.True(created.IsNew);
        Assert.InRange(refusal.RetryAfter.Value, TimeSpan.FromMinutes(47.4), TimeSpan.FromMinutes(47.5));
    }

    [Theory]
    [InlineData(12, 10, 7)]
    [InlineData(5, 10, null)]
    [InlineData(8, 9, 3)]
    public async Task CreateAsync_TooLongForTheSecondsOfToday_SaysWhatFits(int limit, int duration, int? fits)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var client = ClientOf(lab.Open(configure: options => (options.MaxTasksPerHour, options.MaxTasksPerDay, options.MaxSecondsPerDay) = (null, null, limit)));
        await client.CreateAsync(Request with { Duration = 5, RequestId = null }, cancellationToken: Token);

        var refusal = await Assert.ThrowsAsync<BudgetReachedException>(() => client.CreateAsync(Request with { Duration = duration }, cancellationToken: Token));

        Assert.Equal(fits, refusal.Refusal.SecondsThatFit);
    }

    private static ICometRunwayClient ClientOf(CourierLab.Program program) => program.Services.GetRequiredService<ICometRunwayClient>();
}
