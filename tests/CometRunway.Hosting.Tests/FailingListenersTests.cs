using System.Diagnostics.Metrics;
using CometRunway.Diagnostics;
using CometRunway.Hosting.Tests.Testing;
using CometRunway.Store;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CometRunway.Hosting.Tests;

/// <summary>The app's log sinks and metric listeners run inside the call and may throw. They must not affect paid requests.</summary>
public sealed class FailingListenersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_LogSinkThrows_IsCreatedAndSaved()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab, after: static services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFilter("CometRunway", LogLevel.Trace).AddProvider(new BrokenSink())));
        await host.StartAsync(Token);

        var video = await host.Studio().CreateAndWaitAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal(Assert.Single(lab.Journal.Tasks).Id, video.Task.TaskId);
        Assert.Single(lab.Home.SavedVideos);
        await host.StopAsync(Token).WithTestTimeout(Token);
    }

    [Fact]
    public async Task Create_MetricListenerThrows_IsCreatedAndSaved()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab);
        var meters = host.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Meter.Name == CometRunwayTelemetry.MeterName)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => throw new InvalidOperationException("broken listener"));
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => throw new InvalidOperationException("broken listener"));
        listener.Start();

        var video = await host.Studio().CreateAndWaitAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal((VideoTaskState.Succeeded, Assert.Single(lab.Journal.Tasks).Id), ((await AppHost.TaskOfTheNextProcessAsync(lab)).State, video.Task.TaskId));
    }

    private sealed class BrokenSink : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("CometRunway", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("broken sink");

        public void Dispose()
        {
        }
    }
}
