using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Waiting;

namespace CometRunway.Core.Tests.Client;

/// <summary>A store that fails in unusual ways before and after the request.</summary>
public sealed class BeginFaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> Faults =>
    [
        new TaskStoreUnavailableException("locked", new IOException()),
        new InvalidOperationException("the connection is closed"),
        new TimeoutException("slow"),
        new TaskCanceledException("a timeout of the store"),
        new ObjectDisposedException("connection"),
    ];

    [Theory]
    [InlineData("null")]
    [InlineData("begun")]
    [InlineData("duplicate")]
    [InlineData("blocked")]
    [InlineData("over budget")]
    public async Task CreateAsync_BeginReturnsNoTask_SendsNothingAndLeavesNothingOpen(string outcome)
    {
        await using var lab = await EdgeLab.StartAsync();
        lab.Store.OnBegin = _ => outcome switch
        {
            "begun" => new BeginOutcome.Begun(null!),
            "duplicate" => new BeginOutcome.Duplicate(null!),
            "blocked" => new BeginOutcome.BlockedByUnknown(null!),
            "over budget" => new BeginOutcome.OverBudget(null!),
            _ => null!,
        };

        var error = await Assert.ThrowsAsync<TaskStoreUnavailableException>(() => lab.Client.CreateAsync(EdgeLab.Request, cancellationToken: Token).WithTestTimeout(Token));

        Assert.Equal((ChargeStatus.No, 0, false), (error.Charge, lab.Sandbox.Posts, lab.InFlight.Any));
    }

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task CreateAsync_BeginThrowsAnything_IsAStoreFaultAndSendsNothing(Exception fault)
    {
        await using var lab = await EdgeLab.StartAsync();
        lab.Store.OnBegin = _ => throw fault;

        var error = await Assert.ThrowsAsync<TaskStoreUnavailableException>(() => lab.Client.CreateAsync(EdgeLab.Request, cancellationToken: Token).WithTestTimeout(Token));

        Assert.Equal((ChargeStatus.No, 0, false), (error.Charge, lab.Sandbox.Posts, lab.InFlight.Any));
        Assert.Same(fault, fault is TaskStoreUnavailableException ? error : error.InnerException);
    }

    [Fact]
    public async Task CreateAsync_CancelledDuringBegin_IsThatCancellation()
    {
        await using var lab = await EdgeLab.StartAsync();
        using var caller = new CancellationTokenSource();
        lab.Store.OnBegin = outcome =>
        {
            caller.Cancel();
            caller.Token.ThrowIfCancellationRequested();
            return outcome;
        };

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.Client.CreateAsync(EdgeLab.Request, cancellationToken: caller.Token).WithTestTimeout(Token));

        Assert.IsNotType<CreateCancelledException>(error);
        Assert.Equal((0, false), (lab.Sandbox.Posts, lab.InFlight.Any));
    }

    [Fact]
    public async Task CreateAsync_ConcludeReturnsNull_IsCreatedWithTheId()
    {
        await using var lab = await EdgeLab.StartAsync(speed: 1);
        lab.Store.OnConclude = _ => null!;

        var created = await lab.Client.CreateAsync(EdgeLab.Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal((VideoTaskState.Accepted, Assert.Single(lab.Sandbox.Journal.Tasks).Id), (created.State, created.Task.TaskId));
        lab.Store.OnConclude = null;
    }

    [Fact]
    public async Task CreateAsync_ContainerIsDisposedOf_IsRefusedAsTheEndOfTheApp()
    {
        await using var lab = await EdgeLab.StartAsync();
        var client = lab.Client;
        var prepared = await client.ValidateAsync(EdgeLab.Request, Token);
        await lab.Services.DisposeAsync();

        var errors = new[]
        {
            await Assert.ThrowsAsync<AppStoppingException>(() => client.CreateAsync(EdgeLab.Request, cancellationToken: Token)),
            await Assert.ThrowsAsync<AppStoppingException>(() => client.CreateAsync(prepared, cancellationToken: Token)),
            await Assert.ThrowsAsync<AppStoppingException>(() => client.CreateAndWaitAsync(EdgeLab.Request, cancellationToken: Token)),
        };

        Assert.All(errors, error => Assert.Equal(ChargeStatus.No, error.Charge));
        Assert.Equal(0, lab.Sandbox.Posts);
    }
}
