using CometRunway.Catalog;
using CometRunway.Images.Metadata;

namespace CometRunway.Images.Fitting;

/// <summary>The changes that an image needs before it can be sent. An image that needs no change is sent unmodified.</summary>
internal sealed record ImageTransformPlan
{
    private const double MinCroppedShare = 0.001;

    public bool Convert { get; private init; }

    /// <summary>True when the file ends before the end of the image.</summary>
    public bool Repair { get; private init; }

    /// <summary>True when the structure of the file is not valid, or not one that is understood, so that its metadata cannot be told from the image.</summary>
    public bool Restructure { get; private init; }

    public bool Rotate { get; private init; }

    public bool Shrink { get; private init; }

    /// <summary>The image without metadata; null when its pixels are encoded anew, which removes the metadata too.</summary>
    public RebuiltImage? Rebuilt { get; private init; }

    /// <summary>The aspect ratio to crop to; null when the image is not cropped.</summary>
    public VideoRatio? Shape { get; private init; }

    /// <summary>True when pixels must be decoded. Removing metadata alone does not need that.</summary>
    public bool NeedsDecoding => Convert || Repair || Restructure || Rotate || Shrink || Shape is not null;

    public static ImageTransformPlan Of(ImageOriginal given, ImageOriginal image, CropFocus? focus, VideoRatio? ratio)
    {
        var header = image.Header;
        var rebuilt = ImageMetadata.Rebuild(image.Bytes, header);
        var isOther = !given.Header.IsSupported || header.IsAnimated;
        return new ImageTransformPlan
        {
            Convert = isOther,
            Repair = header.IsTruncated,
            Restructure = rebuilt is null && !isOther && !header.IsTruncated,
            Rotate = header.Orientation != 1,
            Shrink = Math.Max(header.Width, header.Height) > ImageLimits.MaxSide || WireLength(header.MediaType, rebuilt?.Length ?? image.Bytes.Length) > ImageLoader.MaxDataUriCharacters,
            Rebuilt = rebuilt,
            Shape = focus is not null && ratio is { } shape && shape.CroppedShare(image.Facts.Width, image.Facts.Height) > MinCroppedShare ? shape : null,
        };
    }

    private static long WireLength(string mediaType, long length) => "data:;base64,".Length + mediaType.Length + (length + 2) / 3 * 4;
}
