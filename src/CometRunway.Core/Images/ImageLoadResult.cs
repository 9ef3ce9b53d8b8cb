using CometRunway.Errors;
using CometRunway.Images.Fitting;
using CometRunway.Images.Loading;
using CometRunway.Images.Paths;

namespace CometRunway.Images;

/// <summary>An image that can be sent, or the reason why it cannot.</summary>
public sealed record ImageLoadResult
{
    private ImageLoadResult(InputImage? image, Violation? violation, IReadOnlyList<Violation> warnings) =>
        (Image, Violation, Warnings) = (image, violation, warnings);

    /// <summary>The image; null if there is a <see cref="Violation"/>.</summary>
    public InputImage? Image { get; init; }

    /// <summary>The reason why the image cannot be used; null if there is an image.</summary>
    public Violation? Violation { get; init; }

    /// <summary>Warnings about the image.</summary>
    public IReadOnlyList<Violation> Warnings { get; init; }

    /// <summary>
    /// The image that a relative name such as <c>latest</c> refers to, as a string that identifies it in later calls; null if the input was not a
    /// relative name.
    /// </summary>
    public string? FoundAs { get; init; }

    /// <summary>The original bytes when they are an image; null otherwise. An image that cannot be sent unchanged may be transformed.</summary>
    internal ImageOriginal? Original { get; init; }

    /// <summary>
    /// Creates a result from an encoded image. The type is detected from the bytes. An image of a type that the service does not support may be
    /// converted later. The bytes are copied.
    /// </summary>
    /// <param name="bytes">The encoded image, at most 64 MB. Later changes of the array have no effect.</param>
    /// <param name="name">The name of the image for people and models.</param>
    public static ImageLoadResult FromBytes(ReadOnlyMemory<byte> bytes, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return bytes.Length > LocatedImage.MaxBytes
            ? Refused(ImageRefusals.TooLarge(name, bytes.Length, LocatedImage.Characters(bytes.Length)))
            : CheckedBytes.Load(bytes.ToArray(), name);
    }

    /// <summary>
    /// Creates a result from a link that the service downloads. It must use https and a domain name, and contain no credentials. It is checked before
    /// a request is sent.
    /// </summary>
    /// <param name="link">The absolute link.</param>
    /// <param name="identity">
    /// A string that identifies the image, such as its key in an object store. Required if the link changes with each call, for example because it is
    /// signed. Without it, each link counts as a different image, and a repeated request is not detected as a duplicate. The string is hashed; it is
    /// not stored or sent.
    /// </param>
    public static ImageLoadResult FromLink(Uri link, string? identity = null) => Loaded(InputImage.FromLink(link, identity: identity));

    /// <summary>Creates a result from an image in a <c>data:</c> URI.</summary>
    public static ImageLoadResult FromDataUri(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return DataUriImage.Load(uri);
    }

    /// <summary>Creates a result without an image.</summary>
    public static ImageLoadResult Refused(Violation violation)
    {
        ArgumentNullException.ThrowIfNull(violation);
        return new(null, violation, []);
    }

    /// <summary>Creates a result without an image.</summary>
    /// <param name="code">A stable code, such as <c>image_not_found</c>.</param>
    /// <param name="problem">The reason and the remedy, in one or two sentences.</param>
    public static ImageLoadResult Refused(string code, string problem)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        ArgumentException.ThrowIfNullOrEmpty(problem);
        return Refused(PathRefusals.Refuse(code, null, problem));
    }

    internal static ImageLoadResult Loaded(InputImage image, params IReadOnlyList<Violation> warnings) => new(image, null, warnings);
}
