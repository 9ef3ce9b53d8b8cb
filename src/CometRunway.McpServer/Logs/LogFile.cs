using System.Globalization;
using System.Text;
using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Logs;

/// <summary>
/// Warnings and errors in a file of limited size, because hardly any client shows what a server says on standard error. Nothing is opened
/// before the first of them.
/// </summary>
internal sealed class LogFile(Lazy<StateFolder> state, Lazy<IOptions<CometRunwayOptions>> options, TimeProvider time) : ILoggerProvider
{
    public const string Name = "server.log";

    /// <summary>When the file is longer than this it becomes <c>server.log.1</c>, and the one of that name before it goes.</summary>
    public const int LongestFile = 256 << 10;

    private const int LongestLine = 8 << 10;

    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Write(string category, LogLevel level, string message, Exception? error)
    {
        try
        {
            var line = Line(category, level, message, error);
            lock (_lock)
            {
                state.Value.Create();
                Append(Path.Combine(state.Value.Path, Name), line);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or OptionsValidationException or ObjectDisposedException)
        {
            // Standard error has the line as well.
        }
    }

    private string Line(string category, LogLevel level, string message, Exception? error)
    {
        var text = error is null ? message : $"{message} {error}";
        if (options.Value.Value.ApiKey is { } key)
            text = text.Replace(key.Reveal(), key.ToString(), StringComparison.Ordinal);
        text = string.Concat(text.Take(LongestLine).Select(c => char.IsControl(c) ? ' ' : c));
        return string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {Environment.ProcessId} {level} {category}: {text}\n");
    }

    private static void Append(string path, string line)
    {
        if (new FileInfo(path) is { Exists: true, Length: > LongestFile })
            File.Move(path, path + ".1", overwrite: true);
        var how = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, how);
        file.Write(Encoding.UTF8.GetBytes(line));
    }

    private sealed class Writer(LogFile file, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                file.Write(category, logLevel, formatter(state, exception), exception);
        }
    }
}
