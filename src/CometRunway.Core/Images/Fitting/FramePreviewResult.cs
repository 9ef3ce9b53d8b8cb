namespace CometRunway.Images.Fitting;

/// <summary>The result of creating a preview.</summary>
/// <param name="Preview">The preview; null when there is none.</param>
/// <param name="Reason">The reason why the image could not be opened, as the end of a sentence; null when it was not attempted.</param>
public sealed record FramePreviewResult(FramePreview? Preview, string? Reason)
{
    internal static FramePreviewResult None(string? reason) => new(null, reason);
}
