namespace CometRunway.Pictures.Fitting;

/// <summary>A loaded picture in a kind that can be fitted, as far as this machine can get it there.</summary>
/// <param name="Loaded">What the loader said.</param>
/// <param name="Working">The bytes to work on: the given ones, or what another program made of them; null when there are none.</param>
internal sealed record OpenedPicture(PictureLoadResult Loaded, PictureOriginal? Working)
{
    /// <summary>Why it could not be converted, as the end of a sentence; null when it was, or need not be.</summary>
    public string? Trouble { get; init; }

    /// <summary>What is known of the picture before it is fitted.</summary>
    public PictureFacts? Facts => Working is { Header: { Width: > 0, Height: > 0 } } working ? working.Facts : Loaded.Picture?.Facts;
}
