namespace CometRunway.Sandbox.Intake;

/// <summary>A create request whose fields are all in order; the picture is still only an address.</summary>
internal sealed record Order(ModelCard Card, string PictureUri, string? Prompt, string Ratio, int Duration, long? Seed, bool? Watermark);
