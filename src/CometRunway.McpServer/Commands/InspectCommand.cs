using System.CommandLine;
using System.Globalization;
using CometRunway.Mp4;
using CometRunway.Videos.Downloads;

namespace CometRunway.McpServer.Commands;

/// <summary><c>inspect FILE</c>: prints the properties of a video and its differences from the request.</summary>
internal static class InspectCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var file = new Argument<string>("FILE") { Description = "An MP4 file." };
        var command = new Command("inspect", "Prints the size, length and codecs of an MP4, and its differences from the request.") { file };
        command.SetAction(parsed => Inspect(parsed.GetRequiredValue(file), output, errors));
        return command;
    }

    private static int Inspect(string path, TextWriter output, TextWriter errors)
    {
        if (Mp4Reader.TryReadFile(path, out var problem) is not { } facts)
        {
            errors.WriteLine($"comet-runway-mcp: {TerminalText.OneLine(problem)}");
            return 1;
        }

        foreach (var (name, value) in Lines(facts))
            Write(name, value, output);
        if (SidecarFile.TryRead(path) is { } sidecar)
            WriteRequest(sidecar, output);
        return 0;
    }

    private static IEnumerable<(string Name, string Value)> Lines(Mp4Facts facts)
    {
        yield return ("frame", $"{facts.Width}x{facts.Height}{(facts.Rotation != 0 ? $" (rotated by {facts.Rotation} degrees)" : "")}");
        yield return ("length", Text($"{facts.DurationSeconds:0.##} s"));
        if (facts.FramesPerSecond is { } rate)
            yield return ("frames", Text($"{rate:0.##} per second{(facts.FrameCount is { } count ? $", {count} in total" : "")}"));
        yield return ("video", $"{facts.VideoCodec ?? facts.CodecTag ?? "unknown"} {facts.Profile}".TrimEnd());
        yield return ("audio", facts.HasAudio ? facts.AudioCodec ?? "yes" : "none");
        yield return ("size", Text($"{facts.Length:N0} bytes"));
        if (facts.BitRate is { } bits)
            yield return ("bit rate", Text($"{bits / 1000.0:0} kbit/s"));
        yield return ("fast start", facts.FastStart ? "yes" : "no");
    }

    private static void WriteRequest(VideoSidecar sidecar, TextWriter output)
    {
        Write("task", $"{sidecar.Handle} ({sidecar.Settings.Model}, {sidecar.Settings.Ratio}, {sidecar.Settings.Duration} s{(sidecar.Rehearsal ? ", sandbox" : "")})", output);
        if (sidecar.Settings.Prompt is not null)
            Write("prompt", sidecar.Settings.Prompt, output);
        output.WriteLine(sidecar.Differences.Count == 0 ? "Size and length match the request." : TerminalText.OneLine(string.Join(" ", sidecar.Differences)));
    }

    /// <summary>The values come from files of unknown origin.</summary>
    private static void Write(string name, string value, TextWriter output) => output.WriteLine($"{name,-12} {TerminalText.OneLine(value)}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
