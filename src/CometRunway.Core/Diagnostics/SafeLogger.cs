using CometRunway.Text;
using Microsoft.Extensions.Logging;

namespace CometRunway.Diagnostics;

/// <summary>
/// A logger that never throws. A logging provider of the app may throw, for example if its target is
/// unavailable or disposed, and a paid request must not fail because of it. Each message is one line without control characters, because it can
/// contain the name of a file.
/// </summary>
internal sealed class SafeLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return inner.BeginScope(state);
        }
        catch (Exception)
        {
            return null;
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return inner.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            inner.Log(logLevel, eventId, state, exception, (values, error) => VisibleText.OneLine(formatter(values, error)));
        }
        catch (Exception)
        {
            // The failure cannot be logged.
        }
    }
}
