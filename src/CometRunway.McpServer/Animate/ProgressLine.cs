using System.Globalization;
using CometRunway.Store;
using CometRunway.Tasks;

namespace CometRunway.McpServer.Animate;

/// <summary>How a wait goes, on one line of a terminal that is written over again and again. To anything but a terminal nothing is written.</summary>
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

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_written > 0)
            terminal.Write("\r" + new string(' ', _written) + "\r");
        _written = 0;
    }

    private static string Text(VideoProgress seen)
    {
        var full = (int)Math.Round(seen.Fraction * BarWidth);
        var usual = seen.Typical is { } typical ? string.Create(CultureInfo.InvariantCulture, $", usually {typical.TotalSeconds:0} s") : "";
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('.', BarWidth - full)}] {seen.Fraction * 100,3:0} %  {seen.Task.Handle} {Word(seen.Task.State)}, {seen.Elapsed.TotalSeconds:0} s{usual}");
    }

    private static string Word(VideoTaskState state) => state switch
    {
        VideoTaskState.Submitting => "is being sent",
        VideoTaskState.Running => "is being made",
        VideoTaskState.Succeeded => "is being saved",
        _ => "waits for its turn",
    };
}
