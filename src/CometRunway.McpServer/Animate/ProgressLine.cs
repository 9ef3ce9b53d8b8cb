using System.Globalization;
using CometRunway.Store;
using CometRunway.Tasks;

namespace CometRunway.McpServer.Animate;

/// <summary>Shows the progress of a wait on one line of a terminal. Writes nothing if the output is not a terminal.</summary>
internal sealed class ProgressLine(TextWriter terminal, bool isTerminal, Func<int> width) : IProgress<VideoProgress>
{
    private const int BarWidth = 20;

    private int _written;

    /// <inheritdoc/>
    public void Report(VideoProgress value)
    {
        if (!isTerminal)
            return;
        var text = Text(value);
        var room = Math.Max(BarWidth, width() - 1);
        if (text.Length > room)
            text = text[..room];
        terminal.Write("\r" + text.PadRight(_written));
        _written = text.Length;
    }

    /// <summary>Clears the line.</summary>
    public void Clear()
    {
        if (_written > 0)
            terminal.Write("\r" + new string(' ', _written) + "\r");
        _written = 0;
    }

    private static string Text(VideoProgress seen)
    {
        var full = (int)Math.Round(seen.Fraction * BarWidth);
        var usual = seen.Typical is { } typical ? string.Create(CultureInfo.InvariantCulture, $", typically {typical.TotalSeconds:0} s") : "";
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('.', BarWidth - full)}] {seen.Fraction * 100,3:0} %  {seen.Task.Handle} {Word(seen.Task.State)}, {seen.Elapsed.TotalSeconds:0} s{usual}");
    }

    private static string Word(VideoTaskState state) => state switch
    {
        VideoTaskState.Submitting => "sending",
        VideoTaskState.Running => "rendering",
        VideoTaskState.Succeeded => "saving",
        _ => "queued",
    };
}
