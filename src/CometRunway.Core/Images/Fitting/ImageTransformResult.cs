namespace CometRunway.Images.Fitting;

/// <summary>A transformed image, or the reason why the transformation failed.</summary>
/// <param name="Bytes">The encoded image; empty if there is a <paramref name="Reason"/>.</param>
/// <param name="Facts">The facts of the image; null if there is none.</param>
/// <param name="Reason">The reason for the failure, as a clause, for example <c>its data is damaged</c>; null on success.</param>
public sealed record ImageTransformResult(ReadOnlyMemory<byte> Bytes, ImageFacts? Facts, string? Reason)
{
    /// <summary>True if transparent parts were replaced by white, because JPEG has no transparency.</summary>
    public bool TransparencyLost { get; init; }

    /// <summary>Creates a result without an image.</summary>
    public static ImageTransformResult None(string reason) => new(default, null, reason);
}
