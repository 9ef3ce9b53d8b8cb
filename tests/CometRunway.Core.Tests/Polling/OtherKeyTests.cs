using System.Net.Http.Json;
using CometRunway.Api;
using CometRunway.Callers;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Stores;
using CometRunway.TestKit.Time;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Polling;

/// <summary>
/// The API key was replaced, or two programs of one user have different keys. A paid task is followed with any key that can read it, and a key that
/// cannot read it never makes it count as lost.
/// </summary>
public sealed class OtherKeyTests
{
    private const string NewKey = "sk-new-0a1b2c3d4e5f6071";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_KeyWasReplacedAndTheNewOneReadsTheTask_SavesTheFile()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0, SandboxKeys.AnyOfOneAccount);
        var task = await CreatedAndStoppedAsync(lab);

        var program = lab.Open(configure: WithNewKey);
        program.Courier.Start();
        var end = await program.WaitUntilDoneAsync(task);

        Assert.Equal((VideoTaskState.Succeeded, false), (end.State, end.HasFilesMissing));
        Assert.Single(lab.Sandbox.Home.SavedVideos);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(SandboxKeys.One)]
    [InlineData(SandboxKeys.Any)]
    public async Task Follow_NewKeyCannotReadTheTask_NotesItAndTheOldKeySavesTheFile(SandboxKeys keys)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0, keys);
        var task = await CreatedAndStoppedAsync(lab);
        var time = new AdjustableTimeProvider();
        var second = lab.Open(time, configure: WithNewKey);

        second.Courier.Start();
        var noted = await UntilAsync(second, task, seen => seen.IsUnreadable);
        // Days later, the attempts go on and give nothing up.
        for (var day = 0; day < 3; day++)
        {
            time.Pass(TimeSpan.FromDays(1));
            await AttemptAsync(second, task, time, TestContext.Current.CancellationToken);
        }

        var days = (await second.Store.GetAsync(task.Handle, Token))!;
        await second.Services.DisposeAsync();
        var third = lab.Open();
        third.Courier.Start();
        var end = await third.WaitUntilDoneAsync(task);

        Assert.Equal((VideoTaskState.Accepted, task.NextPollAt), (noted.State, noted.NextPollAt));
        Assert.Equal((VideoTaskState.Accepted, true, noted.Revision), (days.State, days.IsUnreadable, days.Revision));
        Assert.Equal((VideoTaskState.Succeeded, false, null), (end.State, end.HasFilesMissing, end.ErrorCode));
        Assert.Single(lab.Sandbox.Home.SavedVideos);
    }

    /// <summary>Two chat clients of one user, with different keys: the program with the key of the task is not delayed by the other.</summary>
    [Fact]
    public async Task Follow_TwoProgramsWithDifferentKeys_EachSavesItsOwnTasks()
    {
        await using var lab = await CourierLab.StartAsync(speed: 1, SandboxKeys.Any);
        var (one, other) = (lab.Open(), lab.Open(configure: WithNewKey));
        one.Courier.Start();
        other.Courier.Start();
        var first = await one.CreateAsync("one");
        var second = await other.CreateAsync("other");

        var end = Task.WhenAll(one.WaitUntilDoneAsync(first), other.WaitUntilDoneAsync(second));
        await lab.Sandbox.AgeAsync(end, Token).WithTestTimeout(Token);

        Assert.All(await end, task => Assert.Equal((VideoTaskState.Succeeded, false), (task.State, task.HasFilesMissing)));
        Assert.Equal(2, lab.Sandbox.Home.SavedVideos.Count);
        Assert.Equal(2, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task DueAt_TaskOfAnotherKey_IsAfterTheProcessThatHasTheKey()
    {
        await using var lab = await CourierLab.StartAsync(speed: 1, SandboxKeys.Any);
        var task = await CreatedAndStoppedAsync(lab);
        var (own, other) = (lab.Open(), lab.Open(configure: WithNewKey));
        await own.ScopeAsync();
        await other.ScopeAsync();
        var at = task.UpdatedAt + TimeSpan.FromSeconds(1);

        Assert.Equal(at, own.Services.GetRequiredService<TaskProcessor>().DueAt(task with { NextPollAt = at }));
        Assert.Equal(at + (3 * SandboxLab.PollInterval), other.Services.GetRequiredService<TaskProcessor>().DueAt(task with { NextPollAt = at }));
        Assert.Equal(task.UpdatedAt + (3 * SandboxLab.PollInterval), other.Services.GetRequiredService<TaskProcessor>().DueAt(task));
    }

    /// <summary>A wrong key waits longer and longer, but only in its own process: the time in the store is for the process that has the key.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Follow_NewKeyCannotReadTheTask_AsksLessAndLess()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0, SandboxKeys.Any);
        var task = await CreatedAndStoppedAsync(lab);
        var time = new AdjustableTimeProvider();
        var program = lab.Open(time, configure: options =>
        {
            WithNewKey(options);
            options.PollInterval = TimeSpan.FromMinutes(1);
        });

        // One attempt is due after each jump: 3 minutes after the last poll, then after 2, 4, ... minutes and at most 75.
        program.Courier.Start();
        var waits = new List<double>();
        foreach (var minutes in (int[])[10, 3, 5, 10, 20, 40, 80, 80])
        {
            time.Pass(TimeSpan.FromMinutes(minutes));
            waits.Add((await AttemptAsync(program, task, time, TestContext.Current.CancellationToken)).TotalMinutes);
        }

        var at = (await program.Store.GetAsync(task.Handle, Token))!;
        // A quarter of each wait is random, and some of it has passed already.
        Assert.All(waits.Zip((int[])[2, 4, 8, 16, 32, 60, 60, 60]), wait => Assert.InRange(wait.First, wait.Second - 1, wait.Second * 1.25));
        Assert.Equal(8, lab.Sandbox.Journal.Requests.Count(request => request.Route == "read"));
        Assert.Equal((VideoTaskState.Accepted, task.NextPollAt), (at.State, at.NextPollAt));
    }

    [Fact(Timeout = 60_000)]
    public async Task Follow_NoKey_GivesNothingUp()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0, SandboxKeys.AnyOfOneAccount);
        var task = await CreatedAndStoppedAsync(lab);
        var time = new AdjustableTimeProvider();
        var keyless = lab.Open(time, configure: options => options.ApiKey = null);

        var listed = Assert.Single((await keyless.Services.GetRequiredService<CometRunwayClient>().ListAsync(cancellationToken: Token)).Tasks);
        for (var day = 0; day < 3; day++)
        {
            time.Pass(TimeSpan.FromDays(1));
            await AttemptAsync(keyless, task, time, TestContext.Current.CancellationToken);
        }

        await keyless.Services.DisposeAsync();

        Assert.Equal((task.Handle, true, VideoTaskState.Accepted), (listed.Handle, listed.HasOtherKey, listed.State));
        using var ledger = new LedgerFile(lab.Sandbox.Home.State);
        Assert.Equal(VideoTaskState.Accepted, (await ledger.Store.GetAsync(task.Handle, Token))!.State);
    }

    /// <summary>Links expire after a day; new ones come from the service, with a key.</summary>
    [Fact]
    public async Task Save_LinksExpiredAndTheNewKeyCannotReadTheTask_OldKeySavesTheFile()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0, SandboxKeys.Any);
        var task = await CreatedAndStoppedAsync(lab);
        using (var ledger = new LedgerFile(lab.Sandbox.Home.State))
            await ledger.Store.ObserveAsync(task.Handle, new() { Id = task.TaskId!, Status = ApiTaskStatus.Succeeded });
        var second = lab.Open(configure: WithNewKey);

        second.Courier.Start();
        var noted = await UntilAsync(second, task, seen => seen.FileProblem is not null);
        await second.Services.DisposeAsync();
        var third = lab.Open();
        third.Courier.Start();
        await UntilAsync(third, task, seen => !seen.HasFilesMissing);

        Assert.Equal((VideoTaskState.Succeeded, null), (noted.State, noted.NextPollAt));
        Assert.Single(lab.Sandbox.Home.SavedVideos);
    }

    /// <summary>An app replaces the key of a user while it runs, and the old key is revoked.</summary>
    [Fact]
    public async Task Follow_KeyReplacedWhileTheAppRuns_IsReadWithTheNewKey()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var provider = new ChangeableKeys { Key = new ApiKey(NewKey) };
        var program = lab.Open(configure: options => options.CallerId = "ada", register: services => services.AddSingleton<IApiKeyProvider>(provider));
        // Accepted with a key that is revoked by now: the sandbox accepts only the other one.
        var task = await program.AcceptAsync(await IdAsync(lab.Sandbox));
        program.Courier.Start();

        provider.Key = new ApiKey(SandboxLab.Key);
        await program.ScopeAsync();
        var end = await program.WaitUntilDoneAsync(task);

        Assert.Equal((VideoTaskState.Succeeded, false), (end.State, end.HasFilesMissing));
    }

    [Fact]
    public async Task Cancel_NewKeyReadsTheTask_IsCancelled()
    {
        await using var lab = await CourierLab.StartAsync(speed: 1, SandboxKeys.AnyOfOneAccount);
        var task = await CreatedAndStoppedAsync(lab);
        var client = lab.Open(configure: WithNewKey).Services.GetRequiredService<CometRunwayClient>();

        var cancelled = Assert.IsType<CancelResult.Cancelled>(await client.CancelAsync(task.Handle, Token));

        Assert.Equal((VideoTaskState.Cancelled, true), (cancelled.Task.State, cancelled.Task.HasOtherKey));
    }

    [Theory]
    [InlineData(SandboxKeys.One)]
    [InlineData(SandboxKeys.Any)]
    public async Task Cancel_NewKeyCannotReadTheTask_SaysSoAndLeavesIt(SandboxKeys keys)
    {
        await using var lab = await CourierLab.StartAsync(speed: 1, keys);
        var task = await CreatedAndStoppedAsync(lab);
        var program = lab.Open(configure: WithNewKey);
        var client = program.Services.GetRequiredService<CometRunwayClient>();

        var refused = Assert.IsType<CancelResult.OtherKey>(await client.CancelAsync(task.Handle, Token));

        Assert.Equal(task.Handle, refused.Task.Handle);
        Assert.True((await program.Store.GetAsync(task.Handle, Token))!.NeedsWork);
    }

    private static void WithNewKey(CometRunwayOptions options) => options.ApiKey = new ApiKey(NewKey);

    /// <summary>A task that a program with the old key created; the program has ended.</summary>
    private static async Task<VideoTask> CreatedAndStoppedAsync(CourierLab lab)
    {
        var program = lab.Open(register: services => services.AddSingleton<IVideoTaskPoller, NoPoller>());
        var task = await program.CreateAsync();
        await program.Services.DisposeAsync();
        return task;
    }

    private static async Task<VideoTask> UntilAsync(CourierLab.Program program, VideoTask task, Func<VideoTask, bool> isReached)
    {
        var seen = (await program.Store.GetAsync(task.Handle, Token))!;
        while (!isReached(seen))
            seen = await program.Store.WaitForChangeAsync(task.Handle, seen.Revision, Token).WithTestTimeout(Token);
        return seen;
    }

    /// <summary>Wakes the poller until it has tried to read the task, and returns how long it waits then.</summary>
    private static async Task<TimeSpan> AttemptAsync(CourierLab.Program program, VideoTask task, TimeProvider time, CancellationToken cancellationToken)
    {
        var failures = program.Services.GetRequiredService<OtherKeyFailures>();
        while (failures.NotBefore(task.Handle) <= time.GetUtcNow())
        {
            cancellationToken.ThrowIfCancellationRequested();
            program.Courier.Wake();
            await Task.Yield();
        }

        return failures.NotBefore(task.Handle) - time.GetUtcNow();
    }

    /// <summary>The id of a task that was created with the key of the sandbox.</summary>
    private static async Task<string> IdAsync(SandboxLab sandbox)
    {
        using var http = new HttpClient { BaseAddress = sandbox.Server.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", SandboxLab.Key);
        using var created = await http.PostAsJsonAsync("runwayml/v1/image_to_video", new { model = "gen4_turbo", promptImage = "https://example.com/a.jpg", ratio = "1280:720", duration = 2 }, Token);
        return (await created.Content.ReadFromJsonAsync<Dictionary<string, string>>(Token))!["id"];
    }

    private sealed class ChangeableKeys : IApiKeyProvider
    {
        public ApiKey? Key { get; set; }

        public ValueTask<ApiKey?> GetKeyAsync(string? callerId, CancellationToken cancellationToken) => new(Key);
    }

    /// <summary>A program that follows no tasks.</summary>
    private sealed class NoPoller : IVideoTaskPoller
    {
        public void Start()
        {
        }

        public void Wake()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
