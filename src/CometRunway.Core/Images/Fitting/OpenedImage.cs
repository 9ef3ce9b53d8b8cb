namespace CometRunway.Images.Fitting;

/// <summary>A loaded image, converted to a format that can be transformed where a converter is installed.</summary>
/// <param name="Loaded">The result of the loader.</param>
/// <param name="Working">The bytes to transform: the original ones or the converted ones; null when there are none.</param>
internal sealed record OpenedImage(ImageLoadResult Loaded, ImageOriginal? Working)
{
    /// <summary>The reason why the conversion failed, as the end of a sentence; null when it succeeded or was not needed.</summary>
    public string? ConversionError { get; init; }

    /// <summary>The facts of the image before it is transformed.</summary>
    public ImageFacts? Facts => Working is { Header: { Width: > 0, Height: > 0 } } working ? working.Facts : Loaded.Image?.Facts;
}
