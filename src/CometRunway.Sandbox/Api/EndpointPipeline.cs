using CometRunway.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>The steps that all API endpoints share: fault injection, authentication, and sending the response.</summary>
internal sealed class EndpointPipeline(FaultPlan plan, FaultInjector faults, ResponseSender sender, BearerAuthentication authentication, TimeProvider clock)
{
    public BearerAuthentication Authentication { get; } = authentication;

    public FaultInjector Faults { get; } = faults;

    /// <summary>Creates an endpoint that requires no API key.</summary>
    public RequestDelegate Anonymous(string route, Func<RequestContext, Task<ApiResponse>> handle) => async http =>
    {
        var context = Begin(http, route);
        var response = await Faults.BeforeAsync(context).ConfigureAwait(false)
            ?? await Faults.AfterAsync(context, await handle(context).ConfigureAwait(false)).ConfigureAwait(false);
        await sender.SendAsync(context, response).ConfigureAwait(false);
    };

    /// <summary>Creates an endpoint that requires an API key. The handler receives the account.</summary>
    public RequestDelegate Authenticated(string route, Func<RequestContext, string, Task<ApiResponse>> handle) =>
        Anonymous(route, context => Authentication.Authenticate(context.Http.Request) is { } account
            ? handle(context, account)
            : Task.FromResult(BearerAuthentication.Unauthorized(context.RequestId)));

    /// <summary>Creates an endpoint whose handler authenticates the request and injects faults itself.</summary>
    public RequestDelegate HandlerManaged(string route, Func<RequestContext, Task<ApiResponse>> handle) => async http =>
    {
        var context = Begin(http, route);
        await sender.SendAsync(context, await handle(context).ConfigureAwait(false)).ConfigureAwait(false);
    };

    private RequestContext Begin(HttpContext http, string route) => new(http, route, plan.Take(route), RequestId.Next(clock));
}
