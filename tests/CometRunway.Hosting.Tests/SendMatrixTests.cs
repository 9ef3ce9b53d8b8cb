using CometRunway.Callers;
using CometRunway.Errors;
using CometRunway.Hosting.Tests.Testing;
using CometRunway.Requests;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CometRunway.Hosting.Tests;

/// <summary>
/// One create is one POST and at most one charge, for every wrapper that an app can put around its HTTP clients, wherever it is registered, and
/// whatever the service answers. The journal of one sandbox is the reference.
/// </summary>
public sealed class SendMatrixTests(SendMatrixTests.OneSandbox shared) : IClassFixture<SendMatrixTests.OneSandbox>
{
    private const int SecondSendPrevented = 7;
    private const int CopyPrevented = 8;

    /// <summary>What the service does, and what remains: the number of tasks, and the outcome of the create.</summary>
    private static readonly (string? Fault, int Charged, string Outcome)[] Answers =
    [
        (null, 1, "created"),
        ("reset-after-accept", 1, "unknown"),
        ("reset-before-accept", 0, "unknown"),
        ("request-timeout", 0, "unknown"),
        ("too-many-requests", 0, "rejected 429"),
        ("server-error-after-accept", 1, "unknown"),
        ("bad-gateway", 0, "unknown"),
        ("service-unavailable", 0, "unknown"),
        ("gateway-timeout-after-accept", 1, "unknown"),
        ("slow-body", 1, "created"),
        ("cut-body", 1, "unknown"),
        ("redirect-307", 0, "unknown"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Wrapper, Place> Everywhere =>
        [.. from wrapper in Enum.GetValues<Wrapper>() from place in Enum.GetValues<Place>() select (wrapper, place)];

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Create_AnyAnswer_IsOnePostAndItsOutcome(Wrapper wrapper, Place place)
    {
        var warnings = new Warnings();
        using var host = Build(wrapper, place, warnings);

        foreach (var (fault, charged, outcome) in Answers)
        {
            warnings.Clear();
            var (posts, tasks) = (shared.Lab.Posts, shared.Lab.Journal.Tasks.Count);
            if (fault is not null)
                shared.Lab.Faults.Add(new FaultRule("create", fault) { PauseMilliseconds = 10 });

            var seen = await CreateAsync(host, $"{wrapper} {place} {fault}");

            var expected = wrapper switch
            {
                // These read the body behind the guard, so nothing is sent.
                Wrapper.CopyingPrimary or Wrapper.BufferingClientHandler => (0, 0, "not sent"),
                // These lose the first response when their second request fails.
                Wrapper.RepeatingPrimary or Wrapper.RepeatingClientHandler when !IsSuccessful(fault) => (1, charged, "unknown"),
                // The time of its first attempt may be over before the body is sent.
                Wrapper.AttemptTimeoutWithACopy when seen == "not sent" => (0, 0, seen),
                _ => (1, charged, outcome),
            };
            Assert.Equal((fault, expected), (fault, (shared.Lab.Posts - posts, shared.Lab.Journal.Tasks.Count - tasks, seen)));
            shared.Lab.Faults.Clear();
            if (Cause(wrapper, fault) is { } warning)
                Assert.Equal((fault, true), (fault, await warnings.HasAsync(warning, Token)));
        }
    }

    /// <summary>The warning that names the cause, if the wrapper tried to send again: after an exception or an unsuccessful status, or after a short time.</summary>
    private static int? Cause(Wrapper wrapper, string? fault) => wrapper switch
    {
        Wrapper.Race => SecondSendPrevented,
        Wrapper.AttemptTimeout when fault == "slow-body" => SecondSendPrevented,
        Wrapper.AttemptTimeoutWithACopy when fault == "slow-body" => CopyPrevented,
        Wrapper.RetryWithACopy when !IsSuccessful(fault) => CopyPrevented,
        Wrapper.Retry or Wrapper.RetryOfABufferedBody when !IsSuccessful(fault) => SecondSendPrevented,
        // Their own sockets follow the redirect, and nothing listens there.
        Wrapper.RepeatingPrimary or Wrapper.RepeatingClientHandler when !IsSuccessful(fault) && fault != "redirect-307" => SecondSendPrevented,
        _ => null,
    };

    private static bool IsSuccessful(string? fault) => fault is null or "slow-body" or "cut-body";

    private IHost Build(Wrapper wrapper, Place place, Warnings warnings)
    {
        var after = Wrappers.After(wrapper, place);
        return AppHost.Build(
            shared.Lab,
            Wrappers.Before(wrapper, place),
            services =>
            {
                after?.Invoke(services);
                services.AddLogging(logging => logging.AddProvider(warnings));
            },
            options => (options.MaxTasksPerHour, options.MaxTasksPerDay, options.MaxSecondsPerDay) = (null, null, null));
    }

    private static async Task<string> CreateAsync(IHost host, string prompt)
    {
        var prepared = await host.Services.GetRequiredService<RequestPreparation>().PrepareAsync(AppHost.Request with { Prompt = prompt }, Token).WithTestTimeout(Token);
        var caller = await host.Services.GetRequiredService<CallerResolver>().GetAsync(Token);
        return await host.Services.GetRequiredService<TaskCreator>().CreateAsync(caller, prepared, cancellationToken: Token).WithTestTimeout(Token) switch
        {
            CreateResult.Created { Task: { TaskId: not null, State: VideoTaskState.Accepted } } => "created",
            CreateResult.OutcomeUnknown { Task.State: VideoTaskState.Unknown, Error.Charge: ChargeStatus.Unknown } => "unknown",
            CreateResult.Rejected { Task.State: VideoTaskState.Rejected, Error: CometApiException { Charge: ChargeStatus.No } error } => $"rejected {error.Status}",
            CreateResult.Rejected { Task.State: VideoTaskState.Rejected, Error: CometRunwayConnectionException { Charge: ChargeStatus.No, NeverConnected: true, IsTransient: false } } => "not sent",
            var other => $"{other}",
        };
    }

    /// <summary>One sandbox for all combinations.</summary>
    public sealed class OneSandbox : IAsyncLifetime
    {
        public SandboxLab Lab { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Lab = await SandboxLab.StartAsync();

        public ValueTask DisposeAsync() => Lab.DisposeAsync();
    }
}
