using CometRunway.Catalog;

namespace CometRunway.Images.Fitting;

/// <summary>A request to transform an image. The result is upright, in sRGB, without metadata, and within the limits.</summary>
public sealed record ImageTransformRequest
{
    /// <summary>The encoded image: PNG, JPEG, WebP, GIF or BMP. Of an animation the first frame is used.</summary>
    public required ReadOnlyMemory<byte> Image { get; init; }

    /// <summary>The facts in the header; width and height after EXIF orientation.</summary>
    public required ImageFacts Facts { get; init; }

    /// <summary>The part to keep; null for the whole image.</summary>
    public CropWindow? Window { get; init; }

    /// <summary>The exact aspect ratio of the result; null keeps that of the image, rounded to the nearest pixel.</summary>
    public VideoRatio? Shape { get; init; }

    /// <summary>The maximum length of the longer side in pixels. Images are never enlarged.</summary>
    public required int MaxSide { get; init; }

    /// <summary>The maximum size of the result in bytes.</summary>
    public required int MaxBytes { get; init; }

    /// <summary>True to always encode as JPEG. Otherwise an image from a lossless format is encoded as PNG when the result is small enough.</summary>
    public bool JpegOnly { get; init; }
}
