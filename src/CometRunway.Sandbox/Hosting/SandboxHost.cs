using System.Net;
using CometRunway.Sandbox.Api;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Intake;
using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Journal;
using CometRunway.Sandbox.Pictures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CometRunway.Sandbox.Hosting;

/// <summary>Puts a sandbox together. The empty builder reads no settings from the working folder or the environment and watches no files.</summary>
internal static class SandboxHost
{
    public static WebApplication Build(SandboxOptions options, ClipStudio studio, SandboxJournal journal, FaultPlan faults, ILoggerFactory? logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddHttpClient(PictureFetcher.ClientName, PictureFetcher.Configure).ConfigurePrimaryHttpMessageHandler(PictureFetcher.CreateHandler);
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        if (logs is not null)
        {
            builder.Services.AddSingleton(logs);
        }

        var app = builder.Build();
        app.Use(new FrontDoor(app.Services.GetRequiredService<ILogger<SandboxServer>>(), options.TimeProvider).EnterAsync);
        app.UseRouting();
        Routes(app.Services, options, studio, journal, faults).Map(app);
        app.UseEndpoints(_ => { });
        return app;
    }

    private static SandboxRoutes Routes(IServiceProvider services, SandboxOptions options, ClipStudio studio, SandboxJournal journal, FaultPlan faults)
    {
        var clock = options.TimeProvider;
        var models = new ModelShelf(options.Models);
        var jobs = new JobStore();
        var links = new LinkSigner(clock, options.LinkLifetime);
        var bearer = new BearerGate(options.ApiKey);
        var gate = new Gate(faults, new FaultStage(faults), new AnswerDelivery(faults, journal, clock), bearer, clock);
        var pictures = new PictureDesk(
            new PictureFetcher(services.GetRequiredService<IHttpClientFactory>()),
            new PictureInspector(studio.CanDecode),
            options.RefuseDataUris,
            options.FetchImages);
        return new SandboxRoutes(
            gate,
            new CreateEndpoint(gate, models, pictures, new Acceptance(jobs, journal, faults, options), options),
            new TaskEndpoints(jobs, journal, new TaskTeller(options, links), options),
            new OutputEndpoint(jobs, new ClipShelf(studio, options.NormalizeRatio), links, journal, clock),
            new AccountEndpoints(models, journal, bearer),
            new ControlEndpoints(options, journal, faults, jobs));
    }
}
