using CometRunway.Catalog;

namespace CometRunway.Images.Fitting;

/// <summary>Why an image cannot be sent as it is. One that has no needs is sent byte for byte.</summary>
internal sealed record ImageTransformPlan
{
    private const double SameShape = 0.001;

    public bool Converting { get; private init; }

    public bool Mending { get; private init; }

    public bool Turning { get; private init; }

    public bool Shrinking { get; private init; }

    public bool Forgetting { get; private init; }

    /// <summary>The shape to crop to; null when nothing is to be cropped.</summary>
    public VideoRatio? Shape { get; private init; }

    public bool Any => Opening || Forgetting;

    /// <summary>True when pixels must be decoded; metadata alone is taken out without that.</summary>
    public bool Opening => Converting || Mending || Turning || Shrinking || Shape is not null;

    public static ImageTransformPlan Of(ImageOriginal given, ImageOriginal image, CropFocus? focus, VideoRatio? ratio)
    {
        var header = image.Header;
        return new ImageTransformPlan
        {
            Converting = !given.Header.IsTaken || header.IsAnimated,
            Mending = header.IsTruncated,
            Turning = header.Orientation != 1,
            Shrinking = Math.Max(header.Width, header.Height) > ImageLimits.LongestSide || WireLength(image) > ImageLoader.MostDataUriCharacters,
            Forgetting = header.HasLocation,
            Shape = focus is not null && ratio is { } shape && shape.CroppedShare(image.Facts.Width, image.Facts.Height) > SameShape ? shape : null,
        };
    }

    private static long WireLength(ImageOriginal image) =>
        "data:;base64,".Length + image.Header.MediaType.Length + (image.Bytes.Length + 2L) / 3 * 4;
}
