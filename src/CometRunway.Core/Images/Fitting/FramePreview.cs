namespace CometRunway.Images.Fitting;

/// <summary>A small preview of the part of the image that the video shows, for people and models to check before a paid request.</summary>
/// <param name="Jpeg">The JPEG bytes.</param>
/// <param name="Width">The width in pixels.</param>
/// <param name="Height">The height in pixels.</param>
public sealed record FramePreview(ReadOnlyMemory<byte> Jpeg, int Width, int Height)
{
    /// <summary>The maximum size of a preview in bytes.</summary>
    public const int MaxBytes = 99_000;

    /// <summary>The maximum length of the longer side in pixels.</summary>
    public const int MaxSide = 640;

    /// <summary>Always <c>image/jpeg</c>.</summary>
    public string MediaType { get; } = "image/jpeg";
}

/// <summary>A preview, or the reason why there is none.</summary>
/// <param name="Preview">The preview; null if there is none.</param>
/// <param name="Reason">The reason why the image could not be opened, as a clause; null if opening was not attempted.</param>
public sealed record FramePreviewResult(FramePreview? Preview, string? Reason)
{
    internal static FramePreviewResult None(string? reason) => new(null, reason);
}
