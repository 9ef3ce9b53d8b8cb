using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CometRunway.Sandbox.Rendering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CometRunway.Benchmarks.Following;

/// <summary>A service whose responses take 150 ms and whose tasks take 30 s. It records when each task is read and its video is requested.</summary>
internal static class FollowService
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);
    private static readonly ConcurrentDictionary<string, Job> Jobs = new();
    private static int _now;
    private static int _most;

    /// <summary>Prints the address, runs until a line is read, and prints the records.</summary>
    public static async Task RunAsync()
    {
        var video = ClipRenderer.Render(new ClipRequest(null, "cat.png", 1280, 720, 5, "a slow pan", 1));
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, video));
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine(Take().ToJson());
    }

    private static async Task AnswerAsync(HttpContext context, byte[] video)
    {
        var id = context.Request.Path.Value!.Split('/')[^1];
        if (context.Request.Method == "POST")
            await CreateAsync(context);
        else if (id.EndsWith(".mp4", StringComparison.Ordinal))
            await SendAsync(context, Jobs[Path.GetFileNameWithoutExtension(id)], video);
        else if (Jobs.TryGetValue(id, out var job))
            await ReadAsync(context, job, id);
        else
            context.Response.StatusCode = 404;
    }

    private static async Task CreateAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        await Pause.ForAsync(Latency);
        var id = Guid.NewGuid().ToString();
        Jobs[id] = new Job(Stopwatch.GetTimestamp());
        await WriteAsync(context, $$"""{"id":"{{id}}"}""");
    }

    private static async Task ReadAsync(HttpContext context, Job job, string id)
    {
        var now = Interlocked.Increment(ref _now);
        InterlockedMax(now);
        var age = job.Read();
        await Pause.ForAsync(Latency);
        Interlocked.Decrement(ref _now);
        var progress = (age / Duration).ToString("0.00", CultureInfo.InvariantCulture);
        await WriteAsync(context, age < Duration
            ? $$"""{"id":"{{id}}","status":"RUNNING","createdAt":"2026-11-28T10:00:00Z","progress":{{progress}}}"""
            : $$"""{"id":"{{id}}","status":"SUCCEEDED","createdAt":"2026-11-28T10:00:00Z","output":["http://{{context.Request.Host}}/{{id}}.mp4"]}""");
    }

    private static async Task SendAsync(HttpContext context, Job job, byte[] video)
    {
        job.Downloaded();
        await Pause.ForAsync(Latency);
        context.Response.ContentType = "video/mp4";
        context.Response.ContentLength = video.Length;
        await context.Response.Body.WriteAsync(video);
    }

    private static async Task WriteAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json);
    }

    private static void InterlockedMax(int now)
    {
        for (var most = _most; now > most; most = _most)
            Interlocked.CompareExchange(ref _most, now, most);
    }

    /// <summary>Returns the records and forgets the tasks.</summary>
    private static FollowRecords Take()
    {
        var jobs = Jobs.Values.ToList();
        var records = new FollowRecords(
            [.. jobs.Select(job => job.Delay(Duration)).OfType<double>().Order()],
            jobs.Count == 0 ? 0 : jobs.Min(job => job.SmallestGap),
            jobs.Sum(job => job.Reads),
            _most);
        Jobs.Clear();
        _most = 0;
        return records;
    }

    private sealed class Job(long created)
    {
        private readonly Lock _lock = new();
        private long _lastRead;
        private long _downloaded;

        public int Reads { get; private set; }

        /// <summary>The shortest time between two reads, in seconds.</summary>
        public double SmallestGap { get; private set; } = double.PositiveInfinity;

        public TimeSpan Read()
        {
            lock (_lock)
            {
                var now = Stopwatch.GetTimestamp();
                if (Reads++ > 0)
                    SmallestGap = Math.Min(SmallestGap, Stopwatch.GetElapsedTime(_lastRead, now).TotalSeconds);
                _lastRead = now;
                return Stopwatch.GetElapsedTime(created, now);
            }
        }

        public void Downloaded()
        {
            lock (_lock)
                _downloaded = _downloaded == 0 ? Stopwatch.GetTimestamp() : _downloaded;
        }

        /// <summary>The time from the end of the task to the start of its download, in seconds; null if it was not downloaded.</summary>
        public double? Delay(TimeSpan duration) => _downloaded == 0 ? null : (Stopwatch.GetElapsedTime(created, _downloaded) - duration).TotalSeconds;
    }
}
