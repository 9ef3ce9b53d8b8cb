using CometRunway.McpServer.Logs;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Files;
using Microsoft.Extensions.Logging;

namespace CometRunway.McpServer.Tests.Logs;

public sealed class LogFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string LogPath => Path.Combine(_folder.Path, "state", LogFile.Name);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Log_NothingToWarnOf_OpensNothing()
    {
        Log(LogLevel.Information, "all is well");

        Assert.False(Directory.Exists(Path.GetDirectoryName(LogPath)));
    }

    [Fact]
    public void Log_Warning_IsOneLineWithoutTheKey()
    {
        Log(LogLevel.Warning, "the service said\n\u001b[31mno key sk-secret-value here");

        var line = Assert.Single(File.ReadAllLines(LogPath));
        Assert.Contains("Warning Tests: the service said", line, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret-value", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', line);
    }

    [Fact]
    public void Log_WithoutEnd_KeepsTwoFilesOfLimitedSize()
    {
        for (var i = 0; i < 200; i++)
            Log(LogLevel.Error, new string('x', 20_000));

        Assert.Equal([LogFile.Name, LogFile.Name + ".1"], Directory.GetFiles(Path.GetDirectoryName(LogPath)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(LogPath)!), file => Assert.InRange(new FileInfo(file).Length, 1, LogFile.LongestFile + 20_000));
    }

    private void Log(LogLevel level, string message)
    {
        var options = new OptionsWrapper<CometRunwayOptions>(new CometRunwayOptions { HomeDirectory = Path.Combine(_folder.Path, "state"), ApiKey = new ApiKey("sk-secret-value") });
        using var file = new LogFile(new(() => new StateFolder(options)), new(() => options), TimeProvider.System);
        file.CreateLogger("Some.Tests").Log(level, default, message, null, (text, _) => text);
    }
}
