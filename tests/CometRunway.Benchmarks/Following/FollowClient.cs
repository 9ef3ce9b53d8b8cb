using System.Diagnostics;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CometRunway.Benchmarks.Following;

/// <summary>An app with the library on a generic host. It creates tasks and runs until all videos are saved.</summary>
internal static class FollowClient
{
    private const int CreatesAtOnce = 50;
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(Uri address, string folder, int tasks)
    {
        var videos = Directory.CreateDirectory(Path.Combine(folder, "videos")).FullName;
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Error);
        builder.Services.AddCometRunway(options =>
        {
            options.BaseAddress = address;
            options.ApiKey = new ApiKey("sk-benchmark");
            options.PollInterval = TimeSpan.FromSeconds(5);
            options.HomeDirectory = Path.Combine(folder, "home");
            options.OutputDirectory = videos;
            options.AllowedDirectories.Add(folder);
            options.MaxTasksPerHour = options.MaxTasksPerDay = options.MaxSecondsPerDay = null;
        });
        using var host = builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<ICometRunwayClient>();
        await Parallel.ForAsync(0, tasks, new ParallelOptions { MaxDegreeOfParallelism = CreatesAtOnce }, async (number, token) =>
            await client.CreateAsync(new VideoRequest { Image = FollowFigures.ImageName, Prompt = $"a slow pan {number}", Model = "gen4_turbo" }, cancellationToken: token));
        var createSeconds = FollowUse.ProcessorSeconds;
        var managed = await WaitForFilesAsync(videos, tasks);
        var begun = Stopwatch.GetTimestamp();
        await host.StopAsync();
        FollowUse.Print(createSeconds, managed, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    /// <returns>The highest managed memory in use, in MB.</returns>
    private static async Task<double> WaitForFilesAsync(string videos, int count)
    {
        var managed = 0L;
        while (Directory.EnumerateFiles(videos, "*.json").Count() < count)
        {
            managed = Math.Max(managed, GC.GetTotalMemory(forceFullCollection: false));
            await Pause.ForAsync(SampleInterval);
        }

        return managed / 1048576.0;
    }
}
