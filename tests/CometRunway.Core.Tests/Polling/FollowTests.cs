using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using CometRunway.Tasks.Polling;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;

namespace CometRunway.Core.Tests.Polling;

public sealed class FollowTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_HundredTasksAtOnce_ForgetsNone()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var service = new CountingService();
        var program = lab.Open(handler: service);
        string[] ids = [.. Enumerable.Range(0, 100).Select(n => $"task-{n}")];
        foreach (var id in ids)
            await program.AcceptAsync(id);

        program.Courier.Start();
        await service.HasSeen(ids.Length).WithTestTimeout(Token);

        Assert.Equal(ids.Order(), service.Seen.Order());
        Assert.InRange(service.MostAtOnce, 1, ReadLimit.Most);
    }

    [Fact]
    public async Task Dispose_TaskStillRuns_TheOtherProgramBringsTheFile()
    {
        await using var lab = await CourierLab.StartAsync(speed: 1);
        var (first, second) = (lab.Open(), lab.Open());
        var entry = await first.CreateAsync();
        await lab.ReadsAsync(1);
        second.Courier.Start();

        await first.Services.DisposeAsync();
        var end = second.WaitUntilDoneAsync(entry);
        await lab.Sandbox.AgeAsync(end, Token).WithTestTimeout(Token);

        Assert.False((await end).HasFilesMissing);
        Assert.Equal(1, lab.Sandbox.Posts);
        Assert.Single(lab.Sandbox.Home.SavedVideos);
    }

    [Fact]
    public async Task Follow_SeveralOutputs_SavesAll()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        string[] links = [await LinkAsync(lab.Sandbox, 1), await LinkAsync(lab.Sandbox, 2)];
        var program = lab.Open(handler: new FinishedService(links));

        program.Courier.Start();
        var entry = await program.WaitUntilDoneAsync(await program.AcceptAsync("both"));

        Assert.Equal([0, 1], entry.Files.Select(file => file.Index));
        Assert.Equal(entry.Files.Select(file => file.Path).Order(), lab.Sandbox.Home.SavedVideos.Order());
    }

    [Fact]
    public async Task Follow_FirstOutputCannotBeSaved_SavesTheOthersAndSaysSo()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        string[] links = [$"{lab.Sandbox.Server.BaseAddress}outputs/none.mp4", await LinkAsync(lab.Sandbox, 1)];
        var program = lab.Open(handler: new FinishedService(links));

        program.Courier.Start();
        var entry = await program.WaitUntilDoneAsync(await program.AcceptAsync("half"));

        Assert.Equal(1, Assert.Single(entry.Files).Index);
        Assert.NotNull(entry.FileProblem);
        Assert.True(entry.NeedsWork);
    }

    /// <summary>The link of a clip that the sandbox has made.</summary>
    private static async Task<string> LinkAsync(SandboxLab sandbox, int seed)
    {
        using var http = new HttpClient { BaseAddress = sandbox.Server.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SandboxLab.Key);
        var order = new { model = "gen4_turbo", promptImage = "https://example.com/a.jpg", ratio = "1280:720", duration = 2, seed };
        using var created = await http.PostAsJsonAsync("runwayml/v1/image_to_video", order, Token);
        var id = (await created.Content.ReadFromJsonAsync<Dictionary<string, string>>(Token))!["id"];
        while (true)
        {
            using var task = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync($"runwayml/v1/tasks/{id}", Token));
            if (task.RootElement.TryGetProperty("output", out var output))
                return output[0].GetString()!;
        }
    }

    /// <summary>A service in which every task runs for ever.</summary>
    private sealed class CountingService : HttpMessageHandler
    {
        private readonly ConcurrentDictionary<string, bool> _seen = new();
        private readonly ConcurrentQueue<(int Count, TaskCompletionSource Reached)> _waiting = new();
        private int _now;
        private int _most;

        public ICollection<string> Seen => _seen.Keys;

        public int MostAtOnce => _most;

        public Task HasSeen(int count)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((count, reached));
            return reached.Task;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var now = Interlocked.Increment(ref _now);
            for (var most = _most; now > most; most = _most)
                Interlocked.CompareExchange(ref _most, now, most);
            await Task.Yield();
            var id = request.RequestUri!.Segments[^1];
            _seen.TryAdd(id, true);
            foreach (var (count, reached) in _waiting)
            {
                if (_seen.Count >= count)
                    reached.TrySetResult();
            }

            Interlocked.Decrement(ref _now);
            return Json($$"""{"id":"{{id}}","status":"RUNNING","progress":0.5}""");
        }
    }

    /// <summary>A service in which every task is done, with these outputs.</summary>
    private sealed class FinishedService(string[] links) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Json($$"""{"id":"{{request.RequestUri!.Segments[^1]}}","status":"SUCCEEDED","output":["{{string.Join("\",\"", links)}}"]}"""));
    }

    private static HttpResponseMessage Json(string body) =>
        new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
