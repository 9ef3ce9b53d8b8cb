using System.Net;
using CometRunway.Sandbox.Api;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Images;
using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Journal;
using CometRunway.Sandbox.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CometRunway.Sandbox.Hosting;

/// <summary>
/// Builds the web application. The empty builder does not read settings from the current directory or the environment, and does not watch files.
/// </summary>
internal static class SandboxHost
{
    public static WebApplication Build(SandboxOptions options, IClipRenderer renderer, SandboxJournal journal, FaultPlan faults, ILoggerFactory? logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddHttpClient(ImageFetcher.ClientName, ImageFetcher.Configure).ConfigurePrimaryHttpMessageHandler(ImageFetcher.CreateHandler);
        builder.Services.AddSingleton<IHostLifetime, NullHostLifetime>();
        if (logs is not null)
        {
            builder.Services.AddSingleton(logs);
        }

        var app = builder.Build();
        app.Use(new ExceptionMiddleware(app.Services.GetRequiredService<ILogger<SandboxServer>>(), options.TimeProvider).InvokeAsync);
        app.UseRouting();
        Routes(app.Services, options, renderer, journal, faults).Map(app);
        app.UseEndpoints(_ => { });
        return app;
    }

    private static SandboxRoutes Routes(IServiceProvider services, SandboxOptions options, IClipRenderer renderer, SandboxJournal journal, FaultPlan faults)
    {
        var clock = options.TimeProvider;
        var models = new ModelRegistry(options.Models);
        var jobs = new JobStore();
        var links = new LinkSigner(clock, options.LinkLifetime);
        var clips = new ClipCache(renderer, options.NormalizeRatio);
        var authentication = new BearerAuthentication(options.ApiKey, options.OneAccount);
        var pipeline = new EndpointPipeline(faults, new FaultInjector(faults), new ResponseSender(faults, journal, clock), authentication, clock);
        var images = new ImageResolver(
            new ImageFetcher(services.GetRequiredService<IHttpClientFactory>()),
            new ImageValidator(renderer.CanDecode),
            options.RefuseDataUris,
            options.FetchImages);
        return new SandboxRoutes(
            pipeline,
            new CreateEndpoint(pipeline, models, images, new TaskCreator(jobs, journal, faults, options), options),
            new TaskEndpoints(jobs, journal, new TaskResponseWriter(options, links), options),
            new OutputEndpoint(jobs, clips, links, journal, clock),
            new ModelEndpoints(models),
            new ControlEndpoints(options, journal, faults, jobs, clips));
    }

    /// <summary>
    /// A host lifetime that handles no signals and prints nothing, because the sandbox can run inside the process of another program.
    /// </summary>
    private sealed class NullHostLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
