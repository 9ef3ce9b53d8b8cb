using System.Collections.Concurrent;
using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Client;

/// <summary>What a C# caller gets, against the sandbox.</summary>
public sealed class CometRunwayClientTests
{
    private static readonly VideoRequest Request = new() { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnimateAsync_ValidRequest_GivesAFileWithItsFactsAndTellsProgress()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var heard = new RecordingProgress();

        var video = await services.GetRequiredService<CometRunwayClient>().CreateAndWaitAsync(Request, heard, Token).WithTestTimeout(Token);

        var file = Assert.Single(video.Files);
        Assert.Equal(Assert.Single(lab.Home.SavedVideos), video.Path);
        Assert.Equal((1280, 720), (file.Facts!.Width, file.Facts.Height));
        Assert.Empty(file.Differences);
        Assert.Equal(VideoTaskState.Succeeded, video.Task.State);
        Assert.All(heard.All, p => Assert.Equal(video.Task.Handle, p.Task.Handle));
        Assert.Equal(heard.All.Select(p => p.Fraction).Order(), heard.All.Select(p => p.Fraction));
        Assert.NotEmpty(heard.All);
    }

    [Fact]
    public async Task OpenVideoAsync_SavedTask_StreamsTheFileItself()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var studio = services.GetRequiredService<CometRunwayClient>();
        var created = await studio.CreateAsync(Request, cancellationToken: Token);

        await using var stream = await studio.OpenVideoAsync(created.Task.Handle, cancellationToken: Token).WithTestTimeout(Token);

        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Token);
        Assert.Equal(await File.ReadAllBytesAsync(Assert.Single(lab.Home.SavedVideos), Token), copy.ToArray());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.OpenVideoAsync(created.Task.Handle, index: 1, Token));
    }

    [Fact]
    public async Task ValidateAsync_BrokenRules_TellsAllAndSendsNothing()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var studio = services.GetRequiredService<CometRunwayClient>();
        var broken = Request with { Ratio = "16:9", Duration = 12 };

        var looked = await studio.ValidateAsync(broken, Token);
        var refusal = await Assert.ThrowsAsync<InvalidVideoRequestException>(() => studio.CreateAsync(broken, cancellationToken: Token));

        Assert.Equal(["duration", "ratio"], looked.Violations.Where(v => v.Severity == Severity.Error).Select(v => v.Field).Order());
        Assert.Equal("1280:720", refusal.Request.Corrected.Ratio);
        Assert.Equal((ChargeStatus.No, 0), (refusal.Charge, lab.Posts));
    }

    [Fact]
    public async Task CreateAsync_SameRequestTwice_IsOneTaskUnlessAnotherTakeIsWanted()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var studio = services.GetRequiredService<CometRunwayClient>();

        var first = await studio.CreateAsync(Request, cancellationToken: Token);
        var second = await studio.CreateAsync(Request, cancellationToken: Token);
        var take = await studio.CreateAsync(Request, newTake: true, cancellationToken: Token);

        Assert.Equal((true, false, true), (first.IsNew, second.IsNew, take.IsNew));
        Assert.Equal(first.Task.Handle, second.Task.Handle);
        Assert.NotEqual(first.Task.Handle, take.Task.Handle);
        Assert.Equal(2, lab.Journal.Tasks.Count);
    }

    [Fact]
    public async Task CreateAsync_RefusedByTheService_ThrowsWhatTheServiceSaid()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        lab.Faults.Add(new FaultRule("create", "quota-not-enough"));

        var error = await Assert.ThrowsAsync<CometApiException>(() => services.GetRequiredService<CometRunwayClient>().CreateAsync(Request, cancellationToken: Token));

        Assert.Equal((ApiErrorKind.InsufficientBalance, ChargeStatus.No), (error.Kind, error.Charge));
    }

    [Fact]
    public async Task CreateAsync_AnswerNeverArrives_KeepsTheTaskFindableAndBlocksTheRepetition()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var studio = services.GetRequiredService<CometRunwayClient>();
        lab.Faults.Add(new FaultRule("create", "reset-after-accept"));

        var doubt = await Assert.ThrowsAsync<VideoOutcomeUnknownException>(() => studio.CreateAsync(Request, cancellationToken: Token));
        var blocked = await Assert.ThrowsAsync<VideoOutcomeUnknownException>(() => studio.CreateAsync(Request, newTake: true, cancellationToken: Token));
        var waited = await Assert.ThrowsAsync<VideoOutcomeUnknownException>(() => studio.WaitAsync(doubt.Task.Handle, cancellationToken: Token));

        Assert.Equal((ChargeStatus.Unknown, ChargeStatus.No), (doubt.Charge, blocked.Charge));
        Assert.IsType<CometRunwayConnectionException>(doubt.InnerException);
        Assert.Equal([doubt.Task.Handle, doubt.Task.Handle], new[] { blocked.Task.Handle, waited.Task.Handle });
        Assert.Equal(1, lab.Posts);
    }

    [Fact]
    public async Task CreateAsync_OverTheLimit_SaysWhichAndWhenItFreesUp()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services(o => o.MaxTasksPerHour = 1).BuildServiceProvider();
        var studio = services.GetRequiredService<CometRunwayClient>();
        await studio.CreateAsync(Request, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<BudgetReachedException>(() => studio.CreateAsync(Request, newTake: true, cancellationToken: Token));

        Assert.Equal((BudgetLimit.TasksPerHour, ChargeStatus.No, true), (error.Refusal.Limit, error.Charge, error.IsTransient));
    }

    [Fact]
    public async Task WaitAsync_TaskFails_CarriesTheTaskAndItsReason()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var studio = services.GetRequiredService<CometRunwayClient>();
        lab.Faults.Add(new FaultRule("task", "SAFETY.INPUT.TEXT"));
        var created = await studio.CreateAsync(Request, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<VideoTaskFailedException>(() => studio.WaitAsync(created.Task.Handle, cancellationToken: Token).WithTestTimeout(Token));

        Assert.Equal((created.Task.Handle, VideoTaskState.Failed, "SAFETY.INPUT.TEXT"), (error.Task.Handle, error.Task.State, error.Task.FailureCode));
        Assert.Contains("SAFETY.INPUT.TEXT", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitAsync_TimeIsUp_CarriesTheTaskWhichGoesOn()
    {
        await using var lab = await SandboxLab.StartAsync(speed: 1, cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var studio = services.GetRequiredService<CometRunwayClient>();
        var created = await studio.CreateAsync(Request, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<VideoTaskTimeoutException>(() => studio.WaitAsync(created.Task.Handle, timeout: TimeSpan.Zero, cancellationToken: Token).WithTestTimeout(Token));
        var waiting = studio.WaitAsync(created.Task.Handle, cancellationToken: Token);
        await lab.AgeAsync(waiting, Token).WithTestTimeout(Token);

        Assert.Equal((created.Task.Handle, true), (error.Task.Handle, error.IsTransient));
        Assert.True(File.Exists((await waiting).Path));
    }

    [Fact]
    public async Task CancelAsync_RunningTask_StopsItAndAFinishedOneIsLeftAlone()
    {
        await using var lab = await SandboxLab.StartAsync(speed: 1, cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var studio = services.GetRequiredService<CometRunwayClient>();
        var created = await studio.CreateAsync(Request, cancellationToken: Token);

        var cancelled = await studio.CancelAsync(created.Task.Handle, Token);
        var again = await studio.CancelAsync(created.Task.Handle, Token);
        var waited = await Assert.ThrowsAsync<VideoTaskFailedException>(() => studio.WaitAsync(created.Task.Handle, cancellationToken: Token).WithTestTimeout(Token));

        Assert.IsType<CancelResult.Cancelled>(cancelled);
        Assert.IsType<CancelResult.AlreadyFinished>(again);
        Assert.Equal(VideoTaskState.Cancelled, waited.Task.State);
    }

    [Fact]
    public async Task Find_UnknownHandle_NamesTheNearest()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var studio = services.GetRequiredService<CometRunwayClient>();
        var created = await studio.CreateAsync(Request, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<VideoTaskNotFoundException>(() => studio.FindAsync("nothing-like-it", Token));

        Assert.Contains(created.Task.Handle, error.Message, StringComparison.Ordinal);
        Assert.Equal(created.Task.Handle, Assert.Single((await studio.ListAsync(cancellationToken: Token)).Tasks).Handle);
        Assert.Equal(1, (await studio.GetUsageAsync(Token)).Today.Tasks);
    }

    private sealed class RecordingProgress : IProgress<VideoProgress>
    {
        private readonly ConcurrentQueue<VideoProgress> _all = new();

        public IReadOnlyList<VideoProgress> All => [.. _all];

        public void Report(VideoProgress value) => _all.Enqueue(value);
    }
}
