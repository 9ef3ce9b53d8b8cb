using SkiaSharp;

namespace CometRunway.Benchmarks.Following;

/// <summary>
/// Many tasks at once, followed by one process. Goals for 1,000: median at most 3 s, 99th percentile at most 6 s, 15 s of processor time, 110 MB, and no
/// task read more often than every 5 s.
/// </summary>
internal static class FollowFigures
{
    public const string ImageName = "cat.png";

    public static async Task PrintAsync(FigureOptions options, TextWriter output)
    {
        using var service = FollowChild.Start(nameof(FollowService));
        var address = await service.ReadLineAsync();
        await output.WriteLineAsync("follow: service latency 150 ms, tasks of 30 s, polls at 5 s; finished to download started, in seconds");
        await output.WriteLineAsync($"{"",-28}{"median",8}{"p99",8}{"creates",10}{"CPU",8}{"MB",8}{"managed",9}{"reads",8}{"at once",9}{"gap",7}{"stop",9}");
        foreach (var tasks in options.Tasks is { } only ? [only] : (int[])[50, 300, 1000])
        {
            var floor = await MeasureAsync("plain loop", service, address, tasks, folder => InChildAsync(nameof(FollowFloor), address, folder, tasks), output);
            var library = await MeasureAsync("library", service, address, tasks, folder => InChildAsync(nameof(FollowClient), address, folder, tasks), output);
            await PrintRatioAsync("library", tasks, library, floor, output);
            if (options.Server is not { } program || !OperatingSystem.IsLinux())
                continue;
            var server = await MeasureAsync("server", service, address, tasks, folder => FollowServer.RunAsync(program, address, folder, tasks), output);
            await PrintRatioAsync("server", tasks, server, floor, output);
        }
    }

    private static async Task<FollowUse> InChildAsync(string part, string address, string folder, int tasks)
    {
        using var child = FollowChild.Start(part, address, folder, FormattableString.Invariant($"{tasks}"));
        return await child.ReadUseAsync();
    }

    private static Task PrintRatioAsync(string name, int tasks, FollowUse use, FollowUse floor, TextWriter output) => output.WriteLineAsync(FormattableString.Invariant(
        $"follow: {name}, {tasks} tasks, ratio to the plain loop: processor {use.Seconds / floor.Seconds:0.0}, memory {use.ResidentMegabytes / floor.ResidentMegabytes:0.0}"));

    private static async Task<FollowUse> MeasureAsync(string name, FollowChild service, string address, int tasks, Func<string, Task<FollowUse>> run, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-follow-").FullName;
        try
        {
            WriteImage(Path.Combine(folder, ImageName));
            var use = await run(folder);
            await service.WriteLineAsync("");
            var seen = FollowRecords.Parse(await service.ReadLineAsync());
            await output.WriteLineAsync(FormattableString.Invariant(
                $"{name}, {tasks,-5}{Lost(seen, tasks),-13}{seen.Median,8:0.00}{seen.Percentile99,8:0.00}{use.CreateSeconds,8:0.0} s{use.Seconds,6:0.0} s{use.ResidentMegabytes,8:0}{use.ManagedMegabytes,9:0}{seen.Reads,8}{seen.MostReadsAtOnce,9}{seen.SmallestGap,7:0.00}{use.StopMilliseconds,6:0} ms"));
            return use;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void WriteImage(string path)
    {
        using var bitmap = new SKBitmap(1280, 720);
        bitmap.Erase(SKColors.SeaGreen);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(path, png.ToArray());
    }

    private static string Lost(FollowRecords seen, int tasks) => seen.Delays.Length == tasks ? "" : FormattableString.Invariant($" lost {tasks - seen.Delays.Length}");
}
