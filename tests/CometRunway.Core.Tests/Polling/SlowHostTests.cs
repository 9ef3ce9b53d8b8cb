using CometRunway.Store;
using CometRunway.TestKit.Media;
using CometRunway.TestKit.Net;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Polling;

/// <summary>Some videos are at hosts that send almost nothing. The video beside them is saved at once.</summary>
public sealed class SlowHostTests
{
    private static readonly byte[] Video = new TinyMp4 { MediaBytes = 100_000 }.Build();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public async Task Save_HostsThatSendAlmostNothing_DoNotDelayAHealthyOne(int count)
    {
        var slow = Enumerable.Range(0, count).Select(_ => new ScriptedServer(TrickleAsync)).ToList();
        await using var healthy = new ScriptedServer(connection => connection.SendWholeAsync(Video));
        await using var lab = await CourierLab.StartAsync(speed: 0);

        var saved = await SaveAsync(lab, [.. slow.Select(server => server.Link())], healthy.Link());

        Assert.Equal(Video.Length, Assert.Single(saved.Files).Length);
        foreach (var server in slow)
            await server.DisposeAsync();
    }

    /// <summary>More slow links of one host than downloads at full speed, and the healthy link is at the same host.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public async Task Save_SlowLinksOfTheSameHost_DoNotDelayAHealthyOne(int count)
    {
        await using var host = new ScriptedServer(connection => connection.PathAndQuery == "/healthy.mp4" ? connection.SendWholeAsync(Video) : TrickleAsync(connection));
        await using var lab = await CourierLab.StartAsync(speed: 0);

        var saved = await SaveAsync(lab, [.. Enumerable.Range(0, count).Select(number => host.Link($"/slow-{number}.mp4"))], host.Link("/healthy.mp4"));

        Assert.Equal(Video.Length, Assert.Single(saved.Files).Length);
    }

    /// <summary>A byte now and then never ends as "nothing arrived". The user is told why there is no video, and the download begins again later.</summary>
    [Fact]
    public async Task Save_ByteEveryFewSeconds_EndsWithTheReasonAndIsRetried()
    {
        using var next = new SemaphoreSlim(0);
        await using var host = new ScriptedServer(async connection =>
        {
            if (connection.Number > 1)
            {
                await connection.SendWholeAsync(Video);
                return;
            }

            await connection.SendHeadAsync("200 OK", "Content-Type: video/mp4", $"Content-Length: {Video.Length}", "ETag: \"one\"");
            await connection.SendAsync(Video.AsMemory(0, 600));
            for (var sent = 600; ; sent++)
            {
                await next.WaitAsync(connection.Stopped);
                await connection.SendAsync(Video.AsMemory(sent, 1));
            }
        });
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var program = lab.Open(time, new PolledService(id => PolledService.Succeeded(id, host.Link())));
        var task = await program.AcceptAsync("a");
        program.Courier.Start();

        var problem = await UntilAsync(program, task, seen => seen.FileProblem is not null, time, next);
        var saved = await UntilAsync(program, task, seen => !seen.NeedsWork, time, next);

        Assert.Empty(problem.Files);
        Assert.True(problem.NextPollAt > time.GetUtcNow().AddMinutes(-1));
        Assert.Equal(Video.Length, Assert.Single(saved.Files).Length);
    }

    /// <summary>Sends a byte every five seconds of the clock until the task is as expected.</summary>
    private static async Task<VideoTask> UntilAsync(CourierLab.Program program, VideoTask task, Func<VideoTask, bool> isReached, FakeTimeProvider time, SemaphoreSlim next)
    {
        await PolledService.UntilAsync(time, async () =>
        {
            next.Release();
            return isReached(task = (await program.Store.GetAsync(task.Handle, Token))!);
        }, Token, TimeSpan.FromSeconds(5));
        return task;
    }

    /// <summary>The slow downloads have begun when the healthy video is ready.</summary>
    private static async Task<VideoTask> SaveAsync(CourierLab lab, IReadOnlyList<Uri> slow, Uri healthy)
    {
        var service = new PolledService(id => PolledService.Succeeded(id, id == "healthy" ? healthy : slow[int.Parse(id, null)]));
        var program = lab.Open(handler: service);
        for (var number = 0; number < slow.Count; number++)
            await program.AcceptAsync($"{number}");
        program.Courier.Start();
        while (Enumerable.Range(0, slow.Count).Any(number => service.ReadsOf($"{number}") == 0))
            await Task.Yield();
        var task = await program.AcceptAsync("healthy");
        program.Courier.Wake();
        return await program.WaitUntilDoneAsync(task).WithTestTimeout(Token);
    }

    /// <summary>Sends the beginning of a video, and then nothing until the test has ended.</summary>
    private static async Task TrickleAsync(ScriptedConnection connection)
    {
        await connection.SendHeadAsync("200 OK", "Content-Type: video/mp4", $"Content-Length: {Video.Length}", "ETag: \"one\"");
        await connection.SendAsync(Video.AsMemory(0, 600));
        await connection.StopRespondingAsync();
    }
}
