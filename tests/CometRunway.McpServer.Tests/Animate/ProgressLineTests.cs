using CometRunway.McpServer.Animate;
using CometRunway.Store;
using CometRunway.Tasks;

namespace CometRunway.McpServer.Tests.Animate;

public sealed class ProgressLineTests
{
    [Fact]
    public void Report_Terminal_OverwritesOneLineAndClearsIt()
    {
        var terminal = new StringWriter();
        var line = new ProgressLine(terminal, isTerminal: true, () => 200);

        line.Report(Seen(0.5));
        line.Clear();

        var text = terminal.ToString();
        Assert.StartsWith("\r[##########..........]  50 %  v7k2 ", text, StringComparison.Ordinal);
        Assert.Contains("12 s", text, StringComparison.Ordinal);
        Assert.EndsWith("\r", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }

    [Fact]
    public void Report_NarrowTerminal_NeverWraps()
    {
        var terminal = new StringWriter();

        new ProgressLine(terminal, isTerminal: true, () => 30).Report(Seen(0.5));

        Assert.InRange(terminal.ToString().Length, 1, 30);
    }

    [Fact]
    public void Report_Pipe_WritesNothing()
    {
        var pipe = new StringWriter();

        new ProgressLine(pipe, isTerminal: false, () => 80).Report(Seen(0.5));

        Assert.Empty(pipe.ToString());
    }

    private static VideoProgress Seen(double fraction) => new(
        new VideoTask
        {
            Handle = "v7k2",
            Scope = new TaskScope("s"),
            State = VideoTaskState.Running,
            Fingerprint = "f",
            Settings = new() { Model = "gen3a_turbo" },
            ImageName = "cat.png",
            ApiVersion = "2024-11-06",
            CreatedAt = DateTimeOffset.UnixEpoch,
        },
        fraction,
        TimeSpan.FromSeconds(12),
        null);
}
