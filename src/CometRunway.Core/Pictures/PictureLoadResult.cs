using CometRunway.ImageToVideo;
using CometRunway.Pictures.Fitting;

namespace CometRunway.Pictures;

/// <summary>A picture that may be sent, or the reason why there is none.</summary>
/// <param name="Picture">The picture; null when <paramref name="Violation"/> says why not.</param>
/// <param name="Violation">What must be mended first; null when there is a picture.</param>
/// <param name="Warnings">What is odd about the picture.</param>
public sealed record PictureLoadResult(PictureSource? Picture, Violation? Violation, IReadOnlyList<Violation> Warnings)
{
    /// <summary>The file that the word <c>latest</c> stood for; null when the picture was named.</summary>
    public string? FoundAs { get; init; }

    /// <summary>The bytes as they were given, when they are a picture at all: what cannot be sent as it is may be made to fit.</summary>
    internal PictureOriginal? Original { get; init; }

    internal static PictureLoadResult Refused(Violation violation) => new(null, violation, []);

    internal static PictureLoadResult Loaded(PictureSource picture, params IReadOnlyList<Violation> warnings) => new(picture, null, warnings);
}
