using System.Diagnostics;
using CometRunway.Mp4;
using CometRunway.Videos.Downloads;
using CometRunway.Videos.Gallery;

namespace CometRunway.Benchmarks;

/// <summary>The gallery page of 1,000 videos, which is rewritten after videos were saved.</summary>
internal static class GalleryFigures
{
    private const int Videos = 1_000;
    private const int Iterations = 10;

    public static async Task PrintAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-gallery-").FullName;
        try
        {
            for (var i = 0; i < Videos; i++)
                await AddAsync(folder, i);
            var timing = new Timing("gallery of 1,000 videos: rewrite");
            var gallery = new GalleryPage(folder);
            var page = await gallery.WriteAsync();
            for (var i = 0; i < Iterations; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                await gallery.WriteAsync();
                timing.Add(Stopwatch.GetElapsedTime(begun));
            }

            await output.WriteLineAsync(timing.ToString());
            await output.WriteLineAsync(FormattableString.Invariant($"gallery of 1,000 videos: {new FileInfo(page).Length:N0} bytes"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AddAsync(string folder, int number)
    {
        var video = Path.Combine(folder, FormattableString.Invariant($"2026-01-01_v{number:0000}.mp4"));
        await File.WriteAllBytesAsync(video, []);
        await SidecarFile.WriteAsync(video, new VideoSidecar
        {
            Handle = FormattableString.Invariant($"v{number:0000}"),
            Settings = new() { Model = "gen4_turbo", Prompt = "A slow pan to the left over a quiet harbour at dawn, soft light, no people.", Ratio = "1280:720", Duration = 5 },
            CreatedAt = DateTimeOffset.UnixEpoch.AddMinutes(number),
            EstimatedCost = 0.25m,
            Length = 1_500_000,
            Facts = new Mp4Facts { DurationSeconds = 5, Width = 1280, Height = 720, Length = 1_500_000, VideoCodec = "H.264", FramesPerSecond = 24 },
        });
    }
}
