using CometRunway.Sandbox.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CometRunway.Sandbox.Api;

/// <summary>Maps the routes.</summary>
internal sealed class SandboxRoutes(EndpointPipeline pipeline, CreateEndpoint create, TaskEndpoints tasks, OutputEndpoint output, ModelEndpoints models, ControlEndpoints control)
{
    private static readonly string[] GetOrHead = ["GET", "HEAD"];

    public void Map(IEndpointRouteBuilder routes)
    {
        MapApi(routes);
        MapControl(routes);
        routes.MapFallback("/{**path}", pipeline.Anonymous(RouteNames.Other, context => Task.FromResult(NotFound(context.Http.Request))));
    }

    private void MapApi(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/runwayml/v1/image_to_video", pipeline.HandlerManaged(RouteNames.Create, create.HandleAsync));
        routes.MapGet("/runwayml/v1/tasks/{id}", pipeline.Authenticated(RouteNames.Read, tasks.ReadAsync));
        routes.MapDelete("/runwayml/v1/tasks/{id}", pipeline.Authenticated(RouteNames.Delete, tasks.DeleteAsync));
        routes.MapPost("/runway/feed", pipeline.Authenticated(RouteNames.Read, tasks.FeedAsync));
        routes.MapMethods("/outputs/{id}.mp4", GetOrHead, pipeline.Anonymous(RouteNames.Output, output.SignedAsync));
        routes.MapMethods("/v/out-puts/clip_{id}.mp4", GetOrHead, pipeline.Anonymous(RouteNames.Output, output.EscapedAsync));
        routes.MapMethods("/v1/videos/{id}/content", GetOrHead, pipeline.Authenticated(RouteNames.Output, output.ContentAsync));
        routes.MapGet("/api/models", pipeline.Anonymous(RouteNames.Models, models.PublicModelsAsync));
        routes.MapGet("/v1/models", pipeline.Authenticated(RouteNames.Models, models.AccountModelsAsync));
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
        group.MapGet("/clips/{id}", (RequestDelegate)control.ClipAsync);
        group.MapGet("/clock", (RequestDelegate)control.ClockAsync);
        group.MapPost("/clock/advance", (RequestDelegate)control.AdvanceClockAsync);
    }

    private static ApiResponse NotFound(HttpRequest request) =>
        ApiResponse.Json(404, ResponseBodies.InvalidUrl(request.Method, request.Path));
}
