using CometRunway.McpServer.Commands;
using CometRunway.Tasks;

namespace CometRunway.McpServer.Animate;

/// <summary>Prints once why a finished video is not saved yet, and passes each report on. The wait continues, because saving is tried again.</summary>
internal sealed class ProblemNotice(IProgress<VideoProgress> next, Action<string> notify, TimeProvider time) : IProgress<VideoProgress>
{
    private string? _said;

    /// <inheritdoc/>
    public void Report(VideoProgress value)
    {
        if (value.Task is { HasFilesMissing: true, FileProblem: { } problem } && problem != _said)
        {
            _said = problem;
            notify(TerminalText.OneLine($"{value.Task.Handle} is made and paid, but not saved yet: {problem} {SaveAttempts.Next(value.Task, time.GetUtcNow())} `comet-runway-mcp tasks show {value.Task.Handle}` shows its link."));
        }

        next.Report(value);
    }
}
