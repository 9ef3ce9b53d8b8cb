namespace CometRunway.Images.Fitting;

/// <summary>A preview, or nothing.</summary>
/// <param name="Preview">The preview; null when there is none.</param>
/// <param name="Reason">Why the image could not be opened, as the end of a sentence; null when nobody tried.</param>
public sealed record FramePreviewResult(FramePreview? Preview, string? Reason)
{
    internal static FramePreviewResult None(string? reason) => new(null, reason);
}
