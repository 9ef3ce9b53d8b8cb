using CometRunway.Catalog;

namespace CometRunway.Images.Fitting;

/// <summary>What is to be made of an image: upright, in sRGB, without metadata, within these limits, and of this part of it.</summary>
public sealed record ImageTransformRequest
{
    /// <summary>The encoded image: PNG, JPEG, WebP, GIF or BMP. Of several frames the first is taken.</summary>
    public required ReadOnlyMemory<byte> Image { get; init; }

    /// <summary>What its header says; width and height as a viewer shows it.</summary>
    public required ImageFacts Facts { get; init; }

    /// <summary>The part that stays; null keeps all of it.</summary>
    public CropWindow? Window { get; init; }

    /// <summary>The exact shape of the result; null keeps the image's own, to the nearest pixel.</summary>
    public VideoRatio? Shape { get; init; }

    /// <summary>The longest side of the result in pixels. Nothing is ever made larger.</summary>
    public required int LongestSide { get; init; }

    /// <summary>The most bytes the result may have.</summary>
    public required int MostBytes { get; init; }

    /// <summary>Makes a JPEG in any case; otherwise drawings and images with transparent parts stay lossless where they are small enough.</summary>
    public bool JpegOnly { get; init; }
}
