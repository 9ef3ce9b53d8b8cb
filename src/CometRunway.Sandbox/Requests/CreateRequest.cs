namespace CometRunway.Sandbox.Requests;

/// <summary>A create request with valid fields. The image is not resolved yet.</summary>
internal sealed record CreateRequest(ModelDefinition Model, string ImageUri, string? Prompt, string Ratio, int Duration, long? Seed, bool? Watermark);
