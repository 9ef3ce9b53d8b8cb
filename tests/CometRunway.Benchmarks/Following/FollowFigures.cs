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
            var floor = await MeasureAsync(nameof(FollowFloor), service, address, tasks, output);
            var client = await MeasureAsync(nameof(FollowClient), service, address, tasks, output);
            await output.WriteLineAsync(FormattableString.Invariant(
                $"follow: {tasks} tasks, ratio to the plain loop: processor {client.Seconds / floor.Seconds:0.0}, memory {client.ResidentMegabytes / floor.ResidentMegabytes:0.0}"));
        }
    }

    private static async Task<FollowUse> MeasureAsync(string part, FollowChild service, string address, int tasks, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-follow-").FullName;
        try
        {
            WriteImage(Path.Combine(folder, ImageName));
            using var child = FollowChild.Start(part, address, folder, FormattableString.Invariant($"{tasks}"));
            var use = await child.ReadUseAsync();
            await service.WriteLineAsync("");
            var seen = FollowRecords.Parse(await service.ReadLineAsync());
            await output.WriteLineAsync(FormattableString.Invariant(
                $"{(part == nameof(FollowFloor) ? "plain loop" : "library")}, {tasks,-5}{Lost(seen, tasks),-13}{seen.Median,8:0.00}{seen.Percentile99,8:0.00}{use.CreateSeconds,8:0.0} s{use.Seconds,6:0.0} s{use.ResidentMegabytes,8:0}{use.ManagedMegabytes,9:0}{seen.Reads,8}{seen.MostReadsAtOnce,9}{seen.SmallestGap,7:0.00}{use.StopMilliseconds,6:0} ms"));
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
