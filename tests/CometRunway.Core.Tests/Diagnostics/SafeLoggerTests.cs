using CometRunway.Core.Tests.Api;
using CometRunway.Diagnostics;

namespace CometRunway.Core.Tests.Diagnostics;

public sealed class SafeLoggerTests
{
    /// <summary>The name of a file in an allowed folder must not add lines to the log that a chat client shows.</summary>
    [Fact]
    public void Log_NameOfAFileWithLineBreaks_IsOneLine()
    {
        using var logs = new RecordedLogs();

        TaskLog.SidecarFailed(new SafeLogger(logs), "a\r\nfail: paid\u001b[2K\u202e.png", "x");

        Assert.Contains(" a  fail: paid [2K.png ", logs.All, StringComparison.Ordinal);
        Assert.Single(logs.All.Split('\n'));
    }
}
