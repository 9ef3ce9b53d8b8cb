using CometRunway.Errors;
using CometRunway.Images.Fitting;

namespace CometRunway.Images;

/// <summary>An image that can be sent, or the reason why it cannot.</summary>
/// <param name="Image">The image; null when there is a <paramref name="Violation"/>.</param>
/// <param name="Violation">The error to fix; null when there is an image.</param>
/// <param name="Warnings">Warnings about the image.</param>
public sealed record ImageLoadResult(ImageSource? Image, Violation? Violation, IReadOnlyList<Violation> Warnings)
{
    /// <summary>The path of the file that <c>latest</c> resolved to; null when another value was given.</summary>
    public string? FoundAs { get; init; }

    /// <summary>The original bytes when they are an image; null otherwise. An image that cannot be sent unchanged may be transformed.</summary>
    internal ImageOriginal? Original { get; init; }

    internal static ImageLoadResult Refused(Violation violation) => new(null, violation, []);

    internal static ImageLoadResult Loaded(ImageSource image, params IReadOnlyList<Violation> warnings) => new(image, null, warnings);
}
