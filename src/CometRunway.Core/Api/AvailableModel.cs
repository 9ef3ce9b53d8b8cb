namespace CometRunway.Api;

/// <summary>A row of the gateway's public catalogue (<c>GET /api/models</c>).</summary>
/// <param name="Id">The model's id as listed.</param>
/// <param name="PricePerRequest">US dollars a request, when listed.</param>
/// <param name="PricePerSecond">US dollars a second of video, when listed.</param>
public sealed record AvailableModel(string Id, decimal? PricePerRequest = null, decimal? PricePerSecond = null);
