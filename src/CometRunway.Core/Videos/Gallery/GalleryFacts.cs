using System.Globalization;
using CometRunway.Videos.Downloads;

namespace CometRunway.Videos.Gallery;

/// <summary>The facts about a video on the gallery page, as plain text. The page encodes them.</summary>
internal static class GalleryFacts
{
    /// <summary>Returns the facts in the line below the prompt.</summary>
    public static IEnumerable<string> Short(VideoSidecar sidecar)
    {
        yield return Local(sidecar.CreatedAt);
        if (sidecar.Settings.Model is { } model)
            yield return model;
        if (sidecar.Facts is { } facts)
        {
            yield return $"{facts.Width}x{facts.Height}";
            yield return Invariant($"{facts.DurationSeconds:0.#} s");
        }

        if (sidecar.Rehearsal)
            yield return "dry run, no cost";
        else if (sidecar.EstimatedCost is { } cost)
            yield return Invariant($"about ${cost:0.00}");
    }

    /// <summary>Returns the facts in the expandable details.</summary>
    public static IEnumerable<(string Name, string Value)> Long(VideoSidecar sidecar)
    {
        yield return ("Handle", sidecar.Handle);
        if (sidecar.TaskId is { } task)
            yield return ("Task", task);
        if (sidecar.SourceName is { } source)
            yield return ("Image", source);
        yield return ("Requested", Requested(sidecar));
        if (sidecar.Settings.Seed is { } seed)
            yield return ("Seed", Invariant($"{seed}"));
        if (sidecar.Facts is { } facts)
            yield return ("Video", Described(facts));
        if (sidecar.OutputCount > 1)
            yield return ("Output", Invariant($"{sidecar.OutputIndex + 1} of {sidecar.OutputCount}"));
        yield return ("Size", Invariant($"{sidecar.Length / 1_000_000d:0.0} MB"));
        if (sidecar.Service is { } service)
            yield return ("Made by", service);
        if (sidecar.Sha256 is { } hash)
            yield return ("SHA-256", hash);
    }

    private static string Requested(VideoSidecar sidecar) =>
        string.Join(", ", new[]
        {
            sidecar.Settings.Ratio,
            sidecar.Settings.Duration is { } seconds ? Invariant($"{seconds} s") : null,
            sidecar.Settings.Watermark ? "with watermark" : "no watermark",
        }.OfType<string>());

    private static string Described(Mp4.Mp4Facts facts) =>
        string.Join(", ", new[]
        {
            string.Join(' ', new[] { facts.VideoCodec ?? facts.CodecTag, facts.Profile }.OfType<string>()),
            facts.FramesPerSecond is { } rate ? Invariant($"{rate:0.##} frames/s") : null,
            facts.BitRate is { } bits ? Invariant($"{bits / 1_000_000d:0.0} Mbit/s") : null,
            facts.HasAudio ? $"audio {facts.AudioCodec}".TrimEnd() : "no audio",
        }.OfType<string>());

    // The page is viewed on the machine that writes it, so it shows local time.
    private static string Local(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
