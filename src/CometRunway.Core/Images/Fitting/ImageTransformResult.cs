namespace CometRunway.Images.Fitting;

/// <summary>An image that was made to fit, or the reason why there is none: exactly one of the two.</summary>
/// <param name="Bytes">The encoded image; empty when <paramref name="Reason"/> says why not.</param>
/// <param name="Facts">What it is; null when there is none.</param>
/// <param name="Reason">Why there is none, as the end of a sentence: <c>its data is damaged</c>.</param>
public sealed record ImageTransformResult(ReadOnlyMemory<byte> Bytes, ImageFacts? Facts, string? Reason)
{
    /// <summary>True when transparent parts were made white, because a JPEG has none.</summary>
    public bool TransparencyLost { get; init; }

    /// <summary>There is no image.</summary>
    public static ImageTransformResult None(string reason) => new(default, null, reason);
}
