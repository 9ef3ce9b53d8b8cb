using System.Text.Json;
using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Client;

/// <summary>The handle is known before anything is sent, and a cancelled create does not lose it.</summary>
public sealed class CancelledCreateTests
{
    private static readonly VideoRequest Request = new() { Image = TestHome.ImageName, Model = "gen4_turbo", Prompt = "a slow pan" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_Recorded_IsToldTheTaskBeforeThePost()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var client = services.GetRequiredService<ICometRunwayClient>();
        var told = new Told(_ => Assert.Equal(0, lab.Posts));

        var created = await client.CreateAsync(Request, recorded: told, cancellationToken: Token).WithTestTimeout(Token);
        var again = await client.CreateAsync(Request, recorded: told, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal((created.Handle, VideoTaskState.Submitting), (Assert.Single(told.Tasks).Handle, told.Tasks[0].State));
        Assert.Equal((created.Handle, false), (again.Handle, again.IsNew));
    }

    [Fact]
    public async Task CreateAsync_CancelledAfterTheTaskIsRecorded_CarriesTheTaskAndTheRequestGoesOn()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var client = services.GetRequiredService<ICometRunwayClient>();
        using var caller = new CancellationTokenSource();

        var cancelled = await Assert.ThrowsAsync<CreateCancelledException>(
            () => client.CreateAsync(Request, recorded: new Told(_ => caller.Cancel()), cancellationToken: caller.Token).WithTestTimeout(Token));

        Assert.Equal((caller.Token, ChargeStatus.Unknown), (cancelled.CancellationToken, cancelled.Charge));
        Assert.True(await services.GetRequiredService<InFlightCreates>().WaitAllAsync(TestTimeout.Limit, TimeProvider.System));
        Assert.NotNull((await client.FindAsync(cancelled.Task.Handle, Token)).TaskId);
        Assert.Equal(1, lab.Posts);
    }

    [Fact]
    public async Task CreateAsync_CallbackThrows_SendsNothingAndLeavesNothingOpen()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var client = services.GetRequiredService<ICometRunwayClient>();

        await Assert.ThrowsAsync<NotSupportedException>(
            () => client.CreateAsync(Request, recorded: new Told(_ => throw new NotSupportedException()), cancellationToken: Token).WithTestTimeout(Token));

        Assert.Equal(VideoTaskState.Rejected, Assert.Single((await client.ListAsync(cancellationToken: Token)).Tasks).State);
        Assert.False(services.GetRequiredService<InFlightCreates>().Any);
        Assert.Equal(0, lab.Posts);
    }

    [Fact]
    public async Task CreateVideoResult_AsJson_IsShortAndHasNoImage()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();

        var created = await services.GetRequiredService<ICometRunwayClient>().CreateAsync(Request, cancellationToken: Token).WithTestTimeout(Token);

        var json = JsonSerializer.SerializeToElement(created, JsonSerializerOptions.Web);
        Assert.Equal(["isNew", "handle", "state", "settings", "estimatedCost"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal((created.Handle, "Accepted"), (json.GetProperty("handle").GetString(), json.GetProperty("state").GetString()));
        Assert.Equal("a slow pan", json.GetProperty("settings").GetProperty("prompt").GetString());
        Assert.NotNull(created.Request!.Image);
    }

    private sealed class Told(Action<VideoTask> then) : IProgress<VideoTask>
    {
        public List<VideoTask> Tasks { get; } = [];

        public void Report(VideoTask value)
        {
            Tasks.Add(value);
            then(value);
        }
    }
}
