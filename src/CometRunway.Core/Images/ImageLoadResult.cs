using CometRunway.Errors;
using CometRunway.Images.Fitting;

namespace CometRunway.Images;

/// <summary>An image that may be sent, or the reason why there is none.</summary>
/// <param name="Image">The image; null when <paramref name="Violation"/> says why not.</param>
/// <param name="Violation">What must be mended first; null when there is an image.</param>
/// <param name="Warnings">What is odd about the image.</param>
public sealed record ImageLoadResult(ImageSource? Image, Violation? Violation, IReadOnlyList<Violation> Warnings)
{
    /// <summary>The file that the word <c>latest</c> stood for; null when the image was named.</summary>
    public string? FoundAs { get; init; }

    /// <summary>The bytes as they were given, when they are an image at all: what cannot be sent as it is may be made to fit.</summary>
    internal ImageOriginal? Original { get; init; }

    internal static ImageLoadResult Refused(Violation violation) => new(null, violation, []);

    internal static ImageLoadResult Loaded(ImageSource image, params IReadOnlyList<Violation> warnings) => new(image, null, warnings);
}
