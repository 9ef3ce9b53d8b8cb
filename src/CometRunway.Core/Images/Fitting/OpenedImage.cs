namespace CometRunway.Images.Fitting;

/// <summary>A loaded image in a kind that can be fitted, as far as this machine can get it there.</summary>
/// <param name="Loaded">What the loader said.</param>
/// <param name="Working">The bytes to work on: the given ones, or what another program made of them; null when there are none.</param>
internal sealed record OpenedImage(ImageLoadResult Loaded, ImageOriginal? Working)
{
    /// <summary>Why it could not be converted, as the end of a sentence; null when it was, or need not be.</summary>
    public string? Trouble { get; init; }

    /// <summary>What is known of the image before it is fitted.</summary>
    public ImageFacts? Facts => Working is { Header: { Width: > 0, Height: > 0 } } working ? working.Facts : Loaded.Image?.Facts;
}
