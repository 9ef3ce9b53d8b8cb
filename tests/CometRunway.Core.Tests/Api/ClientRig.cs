using CometRunway.Api;
using CometRunway.Options;
using CometRunway.TestKit.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Api;

/// <summary>The client as an app gets it, over a scripted handler and a clock that stands still until it is moved.</summary>
internal sealed class ClientRig : IDisposable
{
    public const string Key = "sk-AbCd1234EfGh5678IjKl";

    public static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _provider;

    public ClientRig(Action<CometRunwayOptions>? configure = null, bool realSockets = false)
    {
        var services = new ServiceCollection();
        services.AddSingleton(realSockets ? TimeProvider.System : Time);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddCometRunway(options =>
        {
            options.ApiKey = new(Key);
            configure?.Invoke(options);
        });
        if (!realSockets)
            services.ReplaceGatewaySockets(() => Handler);
        _provider = services.BuildServiceProvider();
        Client = _provider.GetRequiredService<CometRunwayApiClient>();
        ApiKey = _provider.GetRequiredService<IOptions<CometRunwayOptions>>().Value.ApiKey;
    }

    public FakeTimeProvider Time { get; } = new(Now);

    public ScriptedHandler Handler { get; } = new();

    public RecordedLogs Logs { get; } = new();

    public ApiKey? ApiKey { get; }

    public CometRunwayApiClient Client { get; }

    /// <summary>The accepted response; a failure is thrown, so that a test can expect it by its type.</summary>
    public async Task<CreateTaskResponse> CreateAsync(CreateTaskRequest request, CancellationToken cancellationToken = default) =>
        await Client.CreateAsync(ApiKey, request, cancellationToken) switch
        {
            ApiCreateResult.Accepted accepted => accepted.Response,
            ApiCreateResult.Failed failed => throw failed.Error,
            _ => throw new InvalidOperationException(),
        };

    public static CreateTaskRequest Request(string prompt = "A calm camera move.") => new()
    {
        PromptImage = "https://pictures.example/first.png",
        Model = "gen3a_turbo",
        PromptText = prompt,
        Ratio = "1280:768",
        Duration = 5,
    };

    /// <summary>Runs real sockets against an address of this machine, with the system's clock.</summary>
    public static ClientRig OnTheWire(Uri address, Action<CometRunwayOptions>? configure = null) => new(
        options =>
        {
            options.BaseAddress = address;
            configure?.Invoke(options);
        },
        realSockets: true);

    public void Dispose() => _provider.Dispose();
}
