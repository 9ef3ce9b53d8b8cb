using CometRunway.Api;
using CometRunway.Errors;
using CometRunway.Hosting.Tests.Testing;
using CometRunway.Images.Upload;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CometRunway.Hosting.Tests;

/// <summary>A create that has a row but was not sent when the app stops is not sent, because its response might be lost.</summary>
public sealed class StopBeforeSendingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_DuringUpload_SendsNothingAndChargesNothing(bool uploadObservesStop)
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var upload = new HeldUpload(uploadObservesStop);
        using var host = AppHost.Build(lab, after: services => services.AddSingleton<IImageUploader>(upload));
        await host.StartAsync(Token);
        var create = host.Studio().CreateAsync(AppHost.Request, cancellationToken: Token);
        await upload.Begun.WithTestTimeout(Token);

        var stop = host.StopAsync(Token);
        upload.Release();

        Assert.Equal(ChargeStatus.No, (await Assert.ThrowsAsync<AppStoppingException>(() => create.WithTestTimeout(Token))).Charge);
        await stop.WithTestTimeout(Token);
        Assert.Equal(0, lab.Posts);
        Assert.Equal(VideoTaskState.Rejected, (await AppHost.TaskOfTheNextProcessAsync(lab)).State);
    }

    [Fact]
    public async Task Dispose_DuringUpload_SendsNothingLater()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var upload = new HeldUpload(observesStop: false);
        var services = lab.Services();
        services.AddSingleton<IImageUploader>(upload);
        var provider = services.BuildServiceProvider();
        var create = provider.GetRequiredService<CometRunwayClient>().CreateAsync(AppHost.Request, cancellationToken: Token);
        await upload.Begun.WithTestTimeout(Token);

        await Task.Run(provider.Dispose, Token).WithTestTimeout(Token);
        upload.Release();

        await Assert.ThrowsAsync<AppStoppingException>(() => create.WithTestTimeout(Token));
        Assert.Equal(0, lab.Posts);
    }

    [Fact]
    public async Task Stop_HandlerBypassesPipeline_IsUnknown()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        lab.Faults.Add(new Sandbox.Faults.FaultRule("create", "pause-after-accept"));
        using var host = AppHost.Build(lab, after: services => services.AddHttpClient(CometRunwayHttpClients.Creates).AddHttpMessageHandler(static () => new BypassingHandler()));
        await host.StartAsync(Token);
        var create = host.Studio().CreateAsync(AppHost.Request, cancellationToken: Token);
        await lab.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        await host.StopAsync(Token).WithTestTimeout(Token);

        await Assert.ThrowsAsync<VideoOutcomeUnknownException>(() => create.WithTestTimeout(Token));
        Assert.Equal(VideoTaskState.Unknown, (await AppHost.TaskOfTheNextProcessAsync(lab)).State);
    }

    [Fact]
    public async Task Stop_HostWithoutLifecycleCalls_WaitsForId()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        lab.Faults.Add(new Sandbox.Faults.FaultRule("create", "pause-after-accept"));
        using var host = AppHost.Build(lab);
        var service = Assert.Single(host.Services.GetServices<IHostedService>());
        await service.StartAsync(Token);
        var create = host.Studio().CreateAsync(AppHost.Request, cancellationToken: Token);
        var held = await lab.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        var stop = service.StopAsync(Token);
        Assert.False(stop.IsCompleted);
        held.Release();
        await stop.WithTestTimeout(Token);

        Assert.Equal(held.TaskId, (await AppHost.TaskOfTheNextProcessAsync(lab)).TaskId);
        await create.WithTestTimeout(Token);
    }

    [Fact]
    public async Task Stop_SecondCallWithoutTimeout_DoesNotEndTheFirst()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        lab.Faults.Add(new Sandbox.Faults.FaultRule("create", "pause-after-accept"));
        using var host = AppHost.Build(lab);
        await host.StartAsync(Token);
        var create = host.Studio().CreateAsync(AppHost.Request, cancellationToken: Token);
        var held = await lab.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);
        var service = (IHostedLifecycleService)Assert.Single(host.Services.GetServices<IHostedService>());

        var first = service.StoppedAsync(Token);
        await service.StoppedAsync(new CancellationToken(canceled: true));
        Assert.False(first.IsCompleted);
        held.Release();
        await first.WithTestTimeout(Token);

        Assert.Equal(held.TaskId, (await AppHost.TaskOfTheNextProcessAsync(lab)).TaskId);
        await create.WithTestTimeout(Token);
    }

    private sealed class HeldUpload(bool observesStop) : IImageUploader
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public void Release() => _released.TrySetResult();

        public async Task<Uri> UploadAsync(ImageUpload image, CancellationToken cancellationToken)
        {
            _begun.TrySetResult();
            await _released.Task.WaitAsync(observesStop ? cancellationToken : CancellationToken.None);
            return new Uri("https://images.example/cat.png");
        }
    }
}
