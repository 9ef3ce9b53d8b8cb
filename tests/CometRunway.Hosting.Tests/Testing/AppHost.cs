using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CometRunway.Hosting.Tests.Testing;

/// <summary>An app on the generic host that uses the library, with a sandbox as the service.</summary>
internal static class AppHost
{
    public static readonly VideoRequest Request = new() { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" };

    /// <summary>Builds the app. <paramref name="before"/> and <paramref name="after"/> are its registrations before and after the library's.</summary>
    public static IHost Build(
        SandboxLab lab, Action<IServiceCollection>? before = null, Action<IServiceCollection>? after = null, Action<CometRunwayOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        before?.Invoke(builder.Services);
        builder.Services.AddCometRunway(options => lab.Configure(options, configure));
        after?.Invoke(builder.Services);
        return builder.Build();
    }

    public static CometRunwayClient Studio(this IHost host) => host.Services.GetRequiredService<CometRunwayClient>();

    /// <summary>Reads the only task of the sandbox lab in the way a new process does.</summary>
    public static async Task<VideoTask> TaskOfTheNextProcessAsync(SandboxLab lab)
    {
        using var ledger = new LedgerFile(lab.Home.State);
        return Assert.Single((await ledger.Admin.ListAsync(new TaskQuery(), TestContext.Current.CancellationToken)).Tasks);
    }
}
