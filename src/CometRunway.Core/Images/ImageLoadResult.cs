using CometRunway.Errors;
using CometRunway.Images.Fitting;
using CometRunway.Images.Loading;
using CometRunway.Images.Paths;

namespace CometRunway.Images;

/// <summary>An image that may be sent, or the reason why there is none.</summary>
public sealed record ImageLoadResult
{
    private ImageLoadResult(InputImage? image, Violation? violation, IReadOnlyList<Violation> warnings) =>
        (Image, Violation, Warnings) = (image, violation, warnings);

    /// <summary>The image; null when <see cref="Violation"/> says why not.</summary>
    public InputImage? Image { get; init; }

    /// <summary>What must be corrected first; null when there is an image.</summary>
    public Violation? Violation { get; init; }

    /// <summary>What is odd about the image.</summary>
    public IReadOnlyList<Violation> Warnings { get; init; }

    /// <summary>What a relative name such as <c>latest</c> stood for, as a text that names the same image later; null when the image was named itself.</summary>
    public string? FoundAs { get; init; }

    /// <summary>The original bytes when they are an image; null otherwise. An image that cannot be sent unchanged may be transformed.</summary>
    internal ImageOriginal? Original { get; init; }

    /// <summary>An encoded image. Its type is read from the bytes; one that the service does not take may still be made to fit before it is sent.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">How to name it to people and models.</param>
    public static ImageLoadResult FromBytes(ReadOnlyMemory<byte> bytes, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return CheckedBytes.Load(bytes, name);
    }

    /// <summary>A link that the service downloads: https, a domain name, no credentials. The link is checked before a request is sent.</summary>
    /// <param name="link">The absolute link.</param>
    /// <param name="identity">
    /// A text that identifies the image, such as its key in an object store. Required when the link differs from call to call, as a signed link does:
    /// without it, each link counts as another image, and a repeated request is not recognised as a duplicate. It is hashed, and never stored or sent.
    /// </param>
    public static ImageLoadResult FromLink(Uri link, string? identity = null) => Loaded(InputImage.FromLink(link, identity: identity));

    /// <summary>The image in a <c>data:</c> URI.</summary>
    public static ImageLoadResult FromDataUri(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return DataUriImage.Load(uri);
    }

    /// <summary>No image.</summary>
    public static ImageLoadResult Refused(Violation violation)
    {
        ArgumentNullException.ThrowIfNull(violation);
        return new(null, violation, []);
    }

    /// <summary>No image.</summary>
    /// <param name="code">A short code for programs, such as <c>image_not_found</c>.</param>
    /// <param name="problem">What is wrong and what to do, in a sentence or two.</param>
    public static ImageLoadResult Refused(string code, string problem)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        ArgumentException.ThrowIfNullOrEmpty(problem);
        return Refused(PathRefusals.Refuse(code, null, problem));
    }

    internal static ImageLoadResult Loaded(InputImage image, params IReadOnlyList<Violation> warnings) => new(image, null, warnings);
}
