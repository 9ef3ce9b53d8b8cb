namespace CometRunway.Api;

/// <summary>A model in the gateway's public catalogue (<c>GET /api/models</c>).</summary>
/// <param name="Id">The model id as listed.</param>
/// <param name="PricePerRequest">The price per request in US dollars; null when not listed.</param>
/// <param name="PricePerSecond">The price per second of video in US dollars; null when not listed.</param>
internal sealed record AvailableModel(string Id, decimal? PricePerRequest = null, decimal? PricePerSecond = null);
