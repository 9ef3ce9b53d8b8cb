using System.Collections.Concurrent;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.Logging;

namespace CometRunway.Hosting.Tests.Testing;

/// <summary>Keeps the warnings of the library, by their event ids.</summary>
internal sealed class Warnings : ILoggerProvider, ILogger
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _seen = new();

    /// <summary>Waits until the warning with this id is logged; false if it is not.</summary>
    public async Task<bool> HasAsync(int eventId, CancellationToken cancellationToken)
    {
        try
        {
            await Of(eventId).Task.WithTestTimeout(cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Forgets all warnings.</summary>
    public void Clear() => _seen.Clear();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Warning)
            Of(eventId.Id).TrySetResult();
    }

    public void Dispose()
    {
    }

    private TaskCompletionSource Of(int eventId) => _seen.GetOrAdd(eventId, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
