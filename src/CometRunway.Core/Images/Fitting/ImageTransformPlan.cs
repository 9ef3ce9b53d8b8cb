using CometRunway.Catalog;

namespace CometRunway.Images.Fitting;

/// <summary>The changes that an image needs before it can be sent. An image that needs no change is sent unmodified.</summary>
internal sealed record ImageTransformPlan
{
    private const double MinCroppedShare = 0.001;

    public bool Convert { get; private init; }

    public bool Repair { get; private init; }

    public bool Rotate { get; private init; }

    public bool Shrink { get; private init; }

    public bool RemoveMetadata { get; private init; }

    /// <summary>The aspect ratio to crop to; null when the image is not cropped.</summary>
    public VideoRatio? Shape { get; private init; }

    public bool IsNeeded => NeedsDecoding || RemoveMetadata;

    /// <summary>True when pixels must be decoded. Removing metadata alone does not need that.</summary>
    public bool NeedsDecoding => Convert || Repair || Rotate || Shrink || Shape is not null;

    public static ImageTransformPlan Of(ImageOriginal given, ImageOriginal image, CropFocus? focus, VideoRatio? ratio)
    {
        var header = image.Header;
        return new ImageTransformPlan
        {
            Convert = !given.Header.IsSupported || header.IsAnimated,
            Repair = header.IsTruncated,
            Rotate = header.Orientation != 1,
            Shrink = Math.Max(header.Width, header.Height) > ImageLimits.MaxSide || WireLength(image) > ImageLoader.MaxDataUriCharacters,
            RemoveMetadata = header.HasLocation,
            Shape = focus is not null && ratio is { } shape && shape.CroppedShare(image.Facts.Width, image.Facts.Height) > MinCroppedShare ? shape : null,
        };
    }

    private static long WireLength(ImageOriginal image) =>
        "data:;base64,".Length + image.Header.MediaType.Length + (image.Bytes.Length + 2L) / 3 * 4;
}
