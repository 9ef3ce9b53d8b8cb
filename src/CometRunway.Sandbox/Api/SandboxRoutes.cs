using CometRunway.Sandbox.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CometRunway.Sandbox.Api;

/// <summary>The table of routes.</summary>
internal sealed class SandboxRoutes(Gate gate, CreateEndpoint create, TaskEndpoints tasks, OutputEndpoint output, AccountEndpoints account, ControlEndpoints control)
{
    private static readonly string[] GetOrHead = ["GET", "HEAD"];

    public void Map(IEndpointRouteBuilder routes)
    {
        MapApi(routes);
        MapControl(routes);
        routes.MapFallback("/{**path}", gate.Open(Routes.Other, exchange => Task.FromResult(NotFound(exchange.Http.Request))));
    }

    private void MapApi(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/runwayml/v1/image_to_video", gate.Manual(Routes.Create, create.HandleAsync));
        routes.MapGet("/runwayml/v1/tasks/{id}", gate.Keyed(Routes.Read, tasks.ReadAsync));
        routes.MapDelete("/runwayml/v1/tasks/{id}", gate.Keyed(Routes.Delete, tasks.DeleteAsync));
        routes.MapPost("/runway/feed", gate.Keyed(Routes.Read, tasks.FeedAsync));
        routes.MapMethods("/outputs/{id}.mp4", GetOrHead, gate.Open(Routes.Output, output.HandleAsync));
        routes.MapGet("/api/models", gate.Open(Routes.Models, account.PublicModelsAsync));
        routes.MapGet("/v1/models", gate.Keyed(Routes.Models, account.ModelsAsync));
        routes.MapGet("/user/quota", gate.Open(Routes.Quota, account.QuotaAsync));
    }

    private void MapControl(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/_sandbox");
        group.MapGet("/health", (RequestDelegate)control.HealthAsync);
        group.MapGet("/journal", (RequestDelegate)control.JournalAsync);
        group.MapGet("/faults", (RequestDelegate)control.FaultsAsync);
        group.MapPut("/faults", (RequestDelegate)control.ReplaceFaultsAsync);
        group.MapPost("/faults", (RequestDelegate)control.AddFaultsAsync);
        group.MapDelete("/faults", (RequestDelegate)control.ClearFaultsAsync);
        group.MapGet("/faults/names", (RequestDelegate)ControlEndpoints.FaultNamesAsync);
        group.MapGet("/paused", (RequestDelegate)control.PausedAsync);
        group.MapPost("/paused/release", (RequestDelegate)control.ReleaseAllAsync);
        group.MapPost("/paused/{id}/release", (RequestDelegate)control.ReleaseAsync);
        group.MapGet("/clock", (RequestDelegate)control.ClockAsync);
        group.MapPost("/clock/advance", (RequestDelegate)control.AdvanceClockAsync);
    }

    private static Answer NotFound(HttpRequest request) =>
        Answer.Json(404, FaultBodies.InvalidUrl(request.Method, request.Path));
}
