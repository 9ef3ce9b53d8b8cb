using System.Diagnostics;
using System.Diagnostics.Metrics;
using CometRunway.Diagnostics;
using CometRunway.Requests;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Diagnostics;

/// <summary>An app that samples its requests by their parents still sees every paid call: a request that was dropped does not take it along.</summary>
public sealed class SampledOutTests
{
    private static readonly string[] Spans = ["create_video gen4_turbo", "wait_for_video", "download_video"];
    private static readonly VideoRequest Request = new() { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_InARecordedRequest_AreItsChildren()
    {
        using var request = Ongoing(ActivityTraceFlags.Recorded);

        var spans = await CreateAndWaitAsync();

        Assert.All(spans[..2], span => Assert.Equal((request.TraceId, request.SpanId), (span.TraceId, span.ParentSpanId)));
        Assert.All(spans, span => Assert.Empty(span.Links));
    }

    [Fact]
    public async Task Spans_InARequestThatWasSampledOut_AreTracesOfTheirOwnLinkedToIt()
    {
        using var request = Ongoing(ActivityTraceFlags.None);

        var spans = await CreateAndWaitAsync();

        Assert.All(spans, span => Assert.True(span.Recorded));
        Assert.All(spans, span => Assert.Equal(default, span.ParentSpanId));
        Assert.Equal(4, spans.Select(span => span.TraceId).Append(request.TraceId).Distinct().Count());
        Assert.All(spans[..2], span => Assert.Equal(request.Context, Assert.Single(span.Links).Context));
        Assert.Empty(spans[2].Links);
        Assert.Same(request, Activity.Current);
    }

    [Fact]
    public async Task Spans_OutsideAnyRequest_AreTracesOfTheirOwn()
    {
        Assert.Null(Activity.Current);

        var spans = await CreateAndWaitAsync();

        Assert.All(spans, span => Assert.Equal(default, span.ParentSpanId));
        Assert.All(spans, span => Assert.Empty(span.Links));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task Current_WhileAndAfterASpan_IsTheSpanAndThenTheRequestAgain()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var telemetry = services.GetRequiredService<TaskTelemetry>();
        using var heard = Listen(services);
        var task = (await services.GetRequiredService<CometRunwayClient>().CreateAsync(Request, cancellationToken: Token)).Task;
        using var request = Ongoing(ActivityTraceFlags.None);

        string? within;
        using (telemetry.Create(task, lab.Server.BaseAddress))
            within = Activity.Current?.DisplayName;
        var after = Activity.Current;
        var late = telemetry.Create(task, lab.Server.BaseAddress);
        request.Stop();
        late.Dispose();

        Assert.Equal("create_video gen4_turbo", within);
        Assert.Same(request, after);
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task Current_WhereNobodyWantsTheSpan_StaysTheRequest()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var telemetry = services.GetRequiredService<TaskTelemetry>();
        var task = (await services.GetRequiredService<CometRunwayClient>().CreateAsync(Request, cancellationToken: Token)).Task;
        using var request = Ongoing(ActivityTraceFlags.None);

        using (telemetry.Create(task, lab.Server.BaseAddress))
            Assert.Same(request, Activity.Current);
        using var heard = new Listeners(services.GetRequiredService<IMeterFactory>(), services.GetRequiredService<CometRunwayTelemetry>(), static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.None);
        using (telemetry.Create(task, lab.Server.BaseAddress))
            Assert.Same(request, Activity.Current);

        Assert.Same(request, Activity.Current);
        Assert.Empty(heard.Spans);
    }

    /// <summary>What a web app has current while it serves a request, sampled or not.</summary>
    private static Activity Ongoing(ActivityTraceFlags flags) => new Activity("GET /") { ActivityTraceFlags = flags }.SetIdFormat(ActivityIdFormat.W3C).Start();

    private static async Task<Activity[]> CreateAndWaitAsync()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        using var heard = Listen(services);
        await services.GetRequiredService<CometRunwayClient>().CreateAndWaitAsync(Request, cancellationToken: Token).WithTestTimeout(Token);
        return [.. Spans.Select(heard.Span)];
    }

    private static Listeners Listen(IServiceProvider services) =>
        new(services.GetRequiredService<IMeterFactory>(), services.GetRequiredService<CometRunwayTelemetry>(), ParentBased);

    /// <summary>As OpenTelemetry's ParentBasedSampler does: a root is recorded, a child like its parent.</summary>
    private static ActivitySamplingResult ParentBased(ref ActivityCreationOptions<ActivityContext> span) =>
        span.Parent == default || span.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None;
}
