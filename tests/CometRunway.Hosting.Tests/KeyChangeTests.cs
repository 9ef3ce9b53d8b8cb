using CometRunway.Callers;
using CometRunway.Errors;
using CometRunway.Hosting.Tests.Testing;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Hosting.Tests;

/// <summary>Whose tasks are seen after a change of the API key: those of the same user, and never those of another one.</summary>
public sealed class KeyChangeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Options_KeyWasReplaced_ListsTheTaskMarkedAndCreatesNoSecondOne()
    {
        await using var lab = await SandboxLab.StartAsync(speed: 1, keys: SandboxKeys.Any, cancellationToken: Token);
        var earlier = await CreateAndStopAsync(lab, "sk-a");
        using var host = AppHost.Build(lab, configure: options => options.ApiKey = new ApiKey("sk-b"));

        var listed = Assert.Single((await host.Studio().ListAsync(cancellationToken: Token)).Tasks);
        var again = await host.Studio().CreateAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token);
        var found = await host.Studio().FindAsync(earlier.TaskId!, Token);

        Assert.Equal((earlier.Handle, true), (listed.Handle, listed.HasOtherKey));
        Assert.Equal((earlier.Handle, false, true), (again.Task.Handle, again.IsNew, again.Task.HasOtherKey));
        Assert.Equal((earlier.Handle, true), (found.Handle, found.HasOtherKey));
        Assert.Equal(1, lab.Posts);
    }

    [Fact]
    public async Task Options_KeyWasReplaced_LimitCountsTheTask()
    {
        await using var lab = await SandboxLab.StartAsync(speed: 1, keys: SandboxKeys.Any, cancellationToken: Token);
        await CreateAndStopAsync(lab, "sk-a");
        using var host = AppHost.Build(lab, configure: options =>
        {
            options.ApiKey = new ApiKey("sk-b");
            options.MaxTasksPerDay = 1;
        });

        await Assert.ThrowsAsync<BudgetReachedException>(() => host.Studio().CreateAsync(AppHost.Request with { Prompt = "another one" }, cancellationToken: Token));

        Assert.Equal(1, lab.Posts);
    }

    /// <summary>The users of this app have keys of their own and no ids: only the key tells them apart.</summary>
    [Fact]
    public async Task OwnProvider_UsersWithoutIds_SeeNothingOfOtherKeys()
    {
        await using var lab = await SandboxLab.StartAsync(speed: 1, keys: SandboxKeys.AnyOfOneAccount, cancellationToken: Token);
        var keys = new OneKey { Key = new ApiKey("sk-a") };
        using var host = AppHost.Build(lab, before: services => services.AddSingleton<IApiKeyProvider>(keys), configure: options => options.MaxTasksPerDay = 1);
        var adas = (await host.Studio().CreateAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token)).Task;

        keys.Key = new ApiKey("sk-b");
        var bobs = await host.Studio().CreateAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token);
        var listed = (await host.Studio().ListAsync(cancellationToken: Token)).Tasks;

        Assert.Equal((true, false), (bobs.IsNew, bobs.Task.HasOtherKey));
        Assert.Equal([bobs.Task.Handle], listed.Select(task => task.Handle));
        await Assert.ThrowsAsync<VideoTaskNotFoundException>(() => host.Studio().FindAsync(adas.TaskId!, Token));
        Assert.Equal(2, lab.Posts);
    }

    [Fact]
    public async Task OwnProvider_UserWithId_KeepsTheTasksAndOthersSeeNothing()
    {
        await using var lab = await SandboxLab.StartAsync(speed: 1, keys: SandboxKeys.AnyOfOneAccount, cancellationToken: Token);
        var keys = new OneKey { Key = new ApiKey("sk-a") };
        using var host = AppHost.Build(lab, before: services => services.AddSingleton<IApiKeyProvider>(keys));
        var ada = host.Studio().ForCaller("ada");
        var earlier = (await ada.CreateAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token)).Task;

        keys.Key = new ApiKey("sk-b");
        var again = await ada.CreateAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal((earlier.Handle, false, true), (again.Task.Handle, again.IsNew, again.Task.HasOtherKey));
        Assert.Empty((await host.Studio().ForCaller("bob").ListAsync(cancellationToken: Token)).Tasks);
        Assert.Empty((await host.Studio().ListAsync(cancellationToken: Token)).Tasks);
    }

    private static async Task<VideoTask> CreateAndStopAsync(SandboxLab lab, string key)
    {
        using var host = AppHost.Build(lab, configure: options => options.ApiKey = new ApiKey(key));
        await host.StartAsync(Token);
        var created = await host.Studio().CreateAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token);
        await host.StopAsync(Token).WithTestTimeout(Token);
        return created.Task;
    }

    private sealed class OneKey : IApiKeyProvider
    {
        public ApiKey? Key { get; set; }

        public ValueTask<ApiKey?> GetKeyAsync(string? callerId, CancellationToken cancellationToken) => new(Key);
    }
}
