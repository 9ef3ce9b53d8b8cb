using System.Collections.Concurrent;
using System.Text;
using CometRunway.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Core.Tests.Options;

/// <summary>An app on the generic host that only registers the library, and what it said at start.</summary>
internal sealed class StartedApp : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(int Id, IReadOnlyDictionary<string, object?> Fields)> _warnings = new();

    /// <summary>The errors of the start; empty when the app started.</summary>
    public IReadOnlyList<string> Failures { get; private set; } = [];

    /// <summary>The settings that the errors name first, in order.</summary>
    public IEnumerable<string> Refused => Failures.Select(failure => failure.Split(' ')[0]).Order(StringComparer.Ordinal);

    /// <summary>The fields of the warnings with this event id.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Warnings(int id) => [.. _warnings.Where(warning => warning.Id == id).Select(warning => warning.Fields)];

    /// <summary>Starts an app that reads the section of these keys, which are given without the section's name.</summary>
    public static Task<StartedApp> OfKeysAsync(params (string Key, string? Value)[] keys) => StartAsync(services => services.AddCometRunway(Section(keys)));

    /// <summary>Starts an app that reads the section of a JSON file.</summary>
    public static Task<StartedApp> OfJsonAsync(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var section = new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("CometRunway");
        return StartAsync(services => services.AddCometRunway(section));
    }

    public static async Task<StartedApp> StartAsync(Action<IServiceCollection> register)
    {
        var app = new StartedApp();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(app);
        register(builder.Services);
        // No user's ledger: without one there is nothing to poll.
        builder.Services.PostConfigure<CometRunwayOptions>(options => options.HomeDirectory ??= Path.Combine(Path.GetTempPath(), "cometrunway-no-ledger"));
        using var host = builder.Build();
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            // The options are created once more, which must not repeat a warning.
            _ = host.Services.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
            _ = host.Services.GetRequiredService<IOptionsMonitor<CometRunwayOptions>>().CurrentValue;
            await host.StopAsync(TestContext.Current.CancellationToken);
        }
        catch (OptionsValidationException error)
        {
            app.Failures = [.. error.Failures];
        }

        return app;
    }

    public static IConfigurationSection Section(params (string Key, string? Value)[] keys) => new ConfigurationBuilder()
        .AddInMemoryCollection(keys.Select(key => KeyValuePair.Create($"CometRunway:{key.Key}", key.Value)))
        .Build()
        .GetSection("CometRunway");

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _warnings.Enqueue((eventId.Id, ((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal)));

    public void Dispose()
    {
    }
}
