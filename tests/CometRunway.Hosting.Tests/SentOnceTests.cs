using System.Net;
using CometRunway.Api;
using CometRunway.Callers;
using CometRunway.Errors;
using CometRunway.Hosting.Tests.Testing;
using CometRunway.Requests;
using CometRunway.Sandbox.Faults;
using CometRunway.Tasks;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;

namespace CometRunway.Hosting.Tests;

/// <summary>One create is one POST, for single handlers of an app. <see cref="SendMatrixTests"/> combines wrappers, places and faults.</summary>
public sealed class SentOnceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_HandlerTimesOutBeforeResponse_ResponseStillArrives()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        lab.Faults.Add(new FaultRule("create", "pause-after-accept"));
        var trigger = new TimeoutTrigger();
        using var host = AppHost.Build(lab, services => services.ConfigureHttpClientDefaults(clients => clients.AddHttpMessageHandler(() => new RetryingTimeoutHandler(trigger))));
        var create = CreateAsync(host);
        var held = await lab.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        trigger.Release.SetResult();
        await trigger.GaveUp.Task.WithTestTimeout(Token);
        held.Release();

        Assert.Equal(held.TaskId, Assert.IsType<CreateResult.Created>(await create.WithTestTimeout(Token)).Task.TaskId);
        Assert.Equal(1, lab.Posts);
    }

    [Fact]
    public async Task Create_AppSetsTimeoutForAllClients_IsNotCancelled()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        // No create is this fast, so a timeout that applied would end it.
        using var host = AppHost.Build(
            lab,
            services => services.ConfigureHttpClientDefaults(clients => clients.ConfigureHttpClient(client => client.Timeout = TimeSpan.FromMilliseconds(1))),
            services => services.AddHttpClient(CometRunwayHttpClients.Creates).ConfigureHttpClient(client => client.Timeout = TimeSpan.FromMilliseconds(1)));

        Assert.IsType<CreateResult.Created>(await CreateAsync(host));
    }

    [Fact]
    public async Task Create_HandlerFailsBeforeBodyIsSent_IsNotChargedAndNotSentLater()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var trigger = new TimeoutTrigger();
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = AppHost.Build(lab, after: services => services.AddHttpClient(CometRunwayHttpClients.Creates)
            .AddHttpMessageHandler(() => new AbandoningHandler(trigger))
            .ConfigurePrimaryHttpMessageHandler(() => new DelayedConnectionHandler(connected.Task)));
        var create = CreateAsync(host);
        trigger.Release.SetResult();

        var rejected = Assert.IsType<CreateResult.Rejected>(await create);
        connected.SetResult();

        Assert.Equal(ChargeStatus.No, rejected.Error.Charge);
        await trigger.GaveUp.Task.WithTestTimeout(Token);
        Assert.Equal(0, lab.Posts);
    }

    [Fact]
    public async Task Create_HandlerNeverReturnsResponse_IdIsStillRecorded()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab, after: services => services.AddHttpClient(CometRunwayHttpClients.Creates).AddHttpMessageHandler(static () => new SilentHandler()));

        var created = Assert.IsType<CreateResult.Created>(await CreateAsync(host));

        Assert.Equal(Assert.Single(lab.Journal.Tasks).Id, created.Task.TaskId);
    }

    [Fact]
    public async Task Create_HandlerBypassesPipelineAndFails_IsUnknown()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab, after: services => services.AddHttpClient(CometRunwayHttpClients.Creates).AddHttpMessageHandler(static () => new BypassingHandler()));

        var unknown = Assert.IsType<CreateResult.OutcomeUnknown>(await CreateAsync(host));

        Assert.Equal(ChargeStatus.Unknown, unknown.Error!.Charge);
        Assert.Equal((1, 1), (lab.Posts, lab.Journal.Tasks.Count));
    }

    [Fact]
    public async Task Read_AppSetsTimeoutForAllClients_IsNotCancelled()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        lab.Faults.Add(new FaultRule("models", "slow-body") { PauseMilliseconds = 20 });
        using var host = AppHost.Build(
            lab,
            services => services.ConfigureHttpClientDefaults(clients => clients.ConfigureHttpClient(client => client.Timeout = TimeSpan.FromMilliseconds(1))),
            services => services.AddHttpClient(CometRunwayHttpClients.Reads).ConfigureHttpClient(client => client.Timeout = TimeSpan.FromMilliseconds(1)));

        Assert.NotEmpty(await host.Services.GetRequiredService<CometRunwayApiClient>().ListModelsAsync(Token).WithTestTimeout(Token));
    }

    [Fact]
    public async Task Create_HandlerAlwaysSendsCopy_IsRejectedWithReason()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab, after: services => services.ConfigureHttpClientDefaults(clients => clients.AddHttpMessageHandler(static () => new CopyingHandler())));

        var rejected = Assert.IsType<CreateResult.Rejected>(await CreateAsync(host));

        Assert.Equal((ChargeStatus.No, false), (rejected.Error.Charge, rejected.Error.IsTransient));
        Assert.Equal(0, lab.Posts);
        Assert.Contains("handler", rejected.Error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Create_HandlerRespondsInsteadOfService_IsItsResponse()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab, after: services =>
            services.AddHttpClient(CometRunwayHttpClients.Creates).AddHttpMessageHandler(static () => new StubHandler(HttpStatusCode.OK, """{"id":"from-the-app"}""")));

        Assert.Equal("from-the-app", Assert.IsType<CreateResult.Created>(await CreateAsync(host)).Task.TaskId);
        Assert.Equal(0, lab.Posts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_AppFilterAddsHandlersAndSockets_IsStillGuarded(bool before)
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        lab.Faults.Add(new FaultRule("create", "reset-after-accept"));
        Action<IServiceCollection> add = static services => services.AddSingleton<IHttpMessageHandlerBuilderFilter, LateFilter>();
        using var host = AppHost.Build(lab, before ? add : null, before ? null : add);

        Assert.IsType<CreateResult.OutcomeUnknown>(await CreateAsync(host));
        Assert.Equal((1, 1), (lab.Posts, lab.Journal.Tasks.Count));
    }

    [Fact]
    public async Task Start_PipelineReplaced_IsRejectedBeforeAnyPaidRequest()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab, after: static services => services.AddSingleton<IHttpMessageHandlerFactory, BareFactory>());

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(Token));
        Assert.Empty(lab.Journal.Requests);
    }

    [Theory]
    [InlineData(Place.DefaultsBefore)]
    [InlineData(Place.DefaultsAfter)]
    [InlineData(Place.ByNameBefore)]
    [InlineData(Place.ByNameAfter)]
    public async Task CreateClient_AnyDefaults_HasNoResilienceHandler(Place place)
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab, Wrappers.Before(Wrapper.StandardResilience, place), Wrappers.After(Wrapper.StandardResilience, place));

        Assert.Empty(Handlers(host, CometRunwayHttpClients.Creates).OfType<ResilienceHandler>());
    }

    [Theory]
    [InlineData(Place.DefaultsBefore)]
    [InlineData(Place.DefaultsAfter)]
    public async Task Read_InheritedDefaults_IsRetriedByOnePolicyOnly(Place place)
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab, Wrappers.Before(Wrapper.StandardResilience, place), Wrappers.After(Wrapper.StandardResilience, place));

        Assert.Single(Handlers(host, CometRunwayHttpClients.Reads).OfType<ResilienceHandler>());
    }

    private static async Task<CreateResult> CreateAsync(IHost host)
    {
        var prepared = await host.Services.GetRequiredService<RequestPreparation>().PrepareAsync(AppHost.Request, Token).WithTestTimeout(Token);
        var caller = await host.Services.GetRequiredService<CallerResolver>().GetAsync(Token);
        return await host.Services.GetRequiredService<TaskCreator>().CreateAsync(caller, prepared, cancellationToken: Token).WithTestTimeout(Token);
    }

    private static IEnumerable<HttpMessageHandler> Handlers(IHost host, string client)
    {
        HttpMessageHandler? handler = host.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(client);
        for (; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
            yield return handler;
    }

    /// <summary>Changes pipelines after all other filters.</summary>
    private sealed class LateFilter : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            builder.PrimaryHandler = new SocketsHttpHandler();
            builder.AdditionalHandlers.Add(new Wrappers.RetryHandler(Wrapper.RetryOfABufferedBody));
        };
    }

    private sealed class BareFactory : IHttpMessageHandlerFactory
    {
        public HttpMessageHandler CreateHandler(string name) => new SocketsHttpHandler();
    }

    private sealed class CopyingHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Post)
                return await base.SendAsync(request, cancellationToken);
            var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(cancellationToken)) };
            return await base.SendAsync(copy, cancellationToken);
        }
    }
}
