using CometRunway.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>What every route of the API has in common: its scripted trouble, the key, and the sending of its answer.</summary>
internal sealed class Gate(FaultPlan plan, FaultStage stage, AnswerDelivery delivery, BearerGate bearer, TimeProvider clock)
{
    public BearerGate Bearer { get; } = bearer;

    public FaultStage Stage { get; } = stage;

    /// <summary>A route for everybody.</summary>
    public RequestDelegate Open(string route, Func<Exchange, Task<Answer>> handle) => async http =>
    {
        var exchange = Begin(http, route);
        var answer = await Stage.BeforeAsync(exchange).ConfigureAwait(false)
            ?? await Stage.AfterAsync(exchange, await handle(exchange).ConfigureAwait(false)).ConfigureAwait(false);
        await delivery.SendAsync(exchange, answer).ConfigureAwait(false);
    };

    /// <summary>A route for those with a key; the handler is told the account.</summary>
    public RequestDelegate Keyed(string route, Func<Exchange, string, Task<Answer>> handle) =>
        Open(route, exchange => Bearer.AccountOf(exchange.Http.Request) is { } account
            ? handle(exchange, account)
            : Task.FromResult(BearerGate.Refusal(exchange.RequestId)));

    /// <summary>A route that makes its own trouble at points only it knows.</summary>
    public RequestDelegate Manual(string route, Func<Exchange, Task<Answer>> handle) => async http =>
    {
        var exchange = Begin(http, route);
        await delivery.SendAsync(exchange, await handle(exchange).ConfigureAwait(false)).ConfigureAwait(false);
    };

    private Exchange Begin(HttpContext http, string route) => new(http, route, plan.Take(route), RequestId.Next(clock));
}
