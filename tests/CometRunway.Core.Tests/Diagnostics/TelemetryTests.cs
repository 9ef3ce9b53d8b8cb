using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Sandbox.Faults;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Diagnostics;

/// <summary>What an app's dashboard gets to see, and what it must never see.</summary>
public sealed partial class TelemetryTests
{
    private const string Secret = "a slow pan over the secret garden";
    private static readonly VideoRequest Request = new() { Image = TestHome.ImageName, Prompt = Secret, Model = "gen4_turbo" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Video_FromCreateToFile_IsSeenInSpansAndSums()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        using var heard = Listen(services);

        var video = await services.GetRequiredService<CometRunwayClient>().CreateAndWaitAsync(Request, cancellationToken: Token).WithTestTimeout(Token);

        var create = heard.Span("create_video gen4_turbo");
        Assert.Equal((ActivityKind.Client, ActivityStatusCode.Unset), (create.Kind, create.Status));
        Assert.Equal((video.Task.Handle, video.Task.TaskId), (create.GetTagItem("cometrunway.task.handle"), create.GetTagItem("cometrunway.task.id")));
        Assert.Equal(("created", 5), (create.GetTagItem("cometrunway.create.outcome"), create.GetTagItem("cometrunway.video.duration")));
        Assert.Equal("succeeded", heard.Span("wait_for_video").GetTagItem("cometrunway.task.state"));
        Assert.Equal(video.Files[0].Length, heard.Span("download_video").GetTagItem("cometrunway.download.size"));
        Assert.Equal(1, heard.Sum("cometrunway.creates", "cometrunway.create.outcome", "created"));
        Assert.Equal(5, heard.Sum("cometrunway.video.duration"));
        Assert.Equal(video.Files[0].Length, heard.Sum("cometrunway.download.size"));
        Assert.Equal(1, heard.Sum("cometrunway.tasks", "cometrunway.task.state", "succeeded"));
        Assert.InRange(heard.Sum("cometrunway.polls"), 1, double.MaxValue);
        Assert.Single(heard.Measured, m => m.Name == "cometrunway.wait.duration");
    }

    [Fact]
    public async Task Create_InsideTheCallersTrace_IsItsChildAndTheCouriersWorkIsNot()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        using var heard = Listen(services);
        using var caller = new Activity("the caller's own") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.SetIdFormat(ActivityIdFormat.W3C).Start();

        await services.GetRequiredService<CometRunwayClient>().CreateAndWaitAsync(Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal(caller.TraceId, heard.Span("create_video gen4_turbo").TraceId);
        Assert.Equal(caller.TraceId, heard.Span("wait_for_video").TraceId);
        Assert.NotEqual(caller.TraceId, heard.Span("download_video").TraceId);
    }

    [Fact]
    public async Task Create_Refused_EndsItsSpanAsAnErrorOfThatType()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        using var heard = Listen(services);
        lab.Faults.Add(new FaultRule("create", "quota-not-enough"));

        await Assert.ThrowsAsync<CometApiException>(() => services.GetRequiredService<CometRunwayClient>().CreateAsync(Request, cancellationToken: Token));

        var create = heard.Span("create_video gen4_turbo");
        Assert.Equal((ActivityStatusCode.Error, "insufficient_balance", "rejected"), (create.Status, create.GetTagItem("error.type"), create.GetTagItem("cometrunway.create.outcome")));
        Assert.Equal(0, heard.Sum("cometrunway.video.duration"));
        Assert.Single(heard.Measured, m => m.Name == "cometrunway.client.request.duration" && Equals(m.Tags.GetValueOrDefault("error.type"), "insufficient_balance"));
    }

    [Fact]
    public async Task Model_OfFreeText_NeverBecomesATag()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        using var heard = Listen(services);
        var created = await services.GetRequiredService<CometRunwayClient>().CreateAsync(Request, cancellationToken: Token);

        services.GetRequiredService<TaskTelemetry>().Create(created.Task with { Settings = new() { Model = "sk-pasted-key-as-model" } }, lab.Server.BaseAddress).Dispose();

        Assert.Equal("_OTHER", heard.Span("create_video _OTHER").GetTagItem("gen_ai.request.model"));
        Assert.DoesNotContain(heard.AllText(), text => text.Contains("pasted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Documentation_Tables_AreWhatTheCodeDoes()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services(o => o.MaxTasksPerHour = 5).BuildServiceProvider();
        using var heard = Listen(services);
        var studio = services.GetRequiredService<CometRunwayClient>();
        var app = studio.ForCaller("caller-with-a-name");

        // One of everything that can be tagged: success, duplicate, refusal, failed read, failed download, a wait that is given up.
        lab.Faults.Add(new FaultRule("read", "unauthorized"));
        await app.CreateAndWaitAsync(Request, cancellationToken: Token).WithTestTimeout(Token);
        await app.CreateAsync(Request, cancellationToken: Token);
        lab.Faults.Add(new FaultRule("create", "quota-not-enough"));
        await Assert.ThrowsAsync<CometApiException>(() => app.CreateAsync(Request, newTake: true, cancellationToken: Token));
        // A link of the service is requested again with the key.
        lab.Faults.Add(new FaultRule("output", "error-page-as-mp4") { Times = 2 });
        var unsaved = (await studio.CreateAsync(Request, cancellationToken: Token)).Task;
        await services.GetRequiredService<VideoTaskService>().WaitAsync(unsaved, TestTimeout.Limit, cancellationToken: Token).WithTestTimeout(Token);
        lab.Faults.Add(new FaultRule("task", "stuck"));
        var stuck = (await studio.CreateAsync(Request, newTake: true, cancellationToken: Token)).Task.Handle;
        using var giveUp = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var waiting = studio.WaitAsync(stuck, new Progress<VideoProgress>(_ => begun.TrySetResult()), cancellationToken: giveUp.Token);
        await begun.Task.WithTestTimeout(Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        var document = await File.ReadAllLinesAsync(RepositoryRoot.File("docs", "telemetry.md"), Token);
        Assert.Equal(Rows(document, "## Spans").Select(r => $"{r[0]} {r[1]} {r[^1]}").Order(), SpanRows(heard).Order());
        Assert.Equal(Rows(document, "## Metrics").Select(r => string.Join(' ', r)).Order(), MetricRows(heard).Order());
        Assert.All(
            new[] { "secret garden", TestHome.ImageName, SandboxLab.Key, "caller-with-a-name", lab.Home.Path, "_jwt", "http" },
            secret => Assert.DoesNotContain(heard.AllText(), text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private static Listeners Listen(IServiceProvider services) =>
        new(services.GetRequiredService<IMeterFactory>(), services.GetRequiredService<CometRunwayTelemetry>());

    private static IEnumerable<string> SpanRows(Listeners heard) => heard.Spans
        .GroupBy(s => s.DisplayName.Replace("gen4_turbo", "{model}", StringComparison.Ordinal))
        .Select(g => $"{g.Key} {g.First().Kind.ToString().ToLowerInvariant()} {Tags(g.SelectMany(s => s.TagObjects).Select(t => t.Key))}");

    private static IEnumerable<string> MetricRows(Listeners heard) => heard.Instruments.Select(i => string.Join(
        ' ',
        i.Name,
        i.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram" : "counter",
        i.Unit,
        i.Description,
        Tags(heard.Measured.Where(m => m.Name == i.Name).SelectMany(m => m.Tags.Keys))));

    private static string Tags(IEnumerable<string> names) => string.Join(", ", names.Distinct().Order(StringComparer.Ordinal));

    private static IEnumerable<string[]> Rows(IEnumerable<string> document, string heading) => document
        .SkipWhile(l => l != heading)
        .Skip(1)
        .TakeWhile(l => !l.StartsWith('#'))
        .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
        .Select(l => Cell().Matches(l).Select(m => m.Groups[1].Value.Replace("`", "", StringComparison.Ordinal).Trim()).ToArray());

    [GeneratedRegex(@"\|([^|]*)(?=\|)")]
    private static partial Regex Cell();
}
