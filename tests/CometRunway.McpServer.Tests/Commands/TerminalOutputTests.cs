using CometRunway.Diagnostics;
using CometRunway.McpServer.Commands;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Text;

namespace CometRunway.McpServer.Tests.Commands;

/// <summary>What a model, a file or the service wrote cannot act on the terminal, and cannot add lines to the output.</summary>
public sealed class TerminalOutputTests
{
    private const string Key = "sk-0123456789abcdef0123";
    private const string Hostile = "x\u001b]0;title\u0007\u009b2J\u202e\u200b\0\r\nstate      succeeded\u2028charged    no " + Key;

    [Fact]
    public void Show_TaskWithHostileTexts_PrintsOneLineEachWithoutThem()
    {
        using var terminal = new StringWriter { NewLine = "\n" };
        using var output = new TerminalWriter(terminal, new Redactor(new ApiKey(Key))) { NewLine = "\n" };
        var task = new VideoTask
        {
            Handle = "v7k2",
            Scope = new TaskScope("s"),
            State = VideoTaskState.Failed,
            TaskId = Hostile,
            RequestId = Hostile,
            Fingerprint = "f",
            Settings = new VideoSettings { Prompt = Hostile, Model = Hostile, Ratio = Hostile, Duration = 5 },
            ImageName = Hostile,
            ApiVersion = "v",
            CreatedAt = DateTimeOffset.UnixEpoch,
            FailureCode = Hostile,
            FailureMessage = Hostile,
            ErrorCode = Hostile,
            ErrorMessage = Hostile,
            Warning = Hostile,
            FileProblem = Hostile,
            Files = [new SavedFile(0, Hostile, 1, "hash", DateTimeOffset.UnixEpoch)],
        };

        TaskPrinter.Show(task, output);

        var lines = terminal.ToString().TrimEnd('\n').Split('\n');
        Assert.Single(lines, line => line.StartsWith("state ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("charged", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.All(line.EnumerateRunes(), rune => Assert.True(VisibleText.IsPlain(rune))));
        Assert.DoesNotContain(Key, terminal.ToString(), StringComparison.Ordinal);
        Assert.InRange(lines.Length, 10, 20);
    }

    [Fact]
    public void WriteLine_AnyOutputOfACommand_HasNoKey()
    {
        using var terminal = new StringWriter();
        using var output = new TerminalWriter(terminal, new Redactor(new ApiKey(Key)));

        output.WriteLine($"{{\"message\":\"{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("user:" + Key))} {Key}\"}}");

        Assert.Equal(2, terminal.ToString().Split(Redactor.Mark).Length - 1);
    }
}
