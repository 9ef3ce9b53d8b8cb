namespace CometRunway.Images.Fitting;

/// <summary>The part of the image that the video keeps, small: for people and models to look at before money moves.</summary>
/// <param name="Jpeg">The image's bytes.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
public sealed record FramePreview(ReadOnlyMemory<byte> Jpeg, int Width, int Height)
{
    /// <summary>The largest preview that is made, in bytes.</summary>
    public const int MaxBytes = 99_000;

    /// <summary>Its longest side at most, in pixels.</summary>
    public const int MaxSide = 640;

    /// <summary>Always <c>image/jpeg</c>.</summary>
    public string MediaType { get; } = "image/jpeg";
}

/// <summary>A preview, or nothing.</summary>
/// <param name="Preview">The preview; null when there is none.</param>
/// <param name="Reason">Why the image could not be opened, as the end of a sentence; null when nobody tried.</param>
public sealed record FramePreviewResult(FramePreview? Preview, string? Reason)
{
    internal static FramePreviewResult None(string? reason) => new(null, reason);
}
