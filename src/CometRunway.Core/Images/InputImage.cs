using System.Text.Json.Serialization;
using CometRunway.Net;

namespace CometRunway.Images;

/// <summary>An image as it is sent to the service: a link, or bytes in a data URI.</summary>
public sealed class InputImage
{
    private readonly Uri? _link;
    private readonly ReadOnlyMemory<byte> _bytes;

    private InputImage(Uri? link, ReadOnlyMemory<byte> bytes, ImageFacts? facts, string name, string? originalSha256 = null, string? identity = null)
    {
        Identity = identity;
        OriginalSha256 = originalSha256;
        _link = link;
        _bytes = bytes;
        Facts = facts;
        Name = name;
    }

    /// <summary>The facts of the image; null when they are unknown (a link that was not probed).</summary>
    public ImageFacts? Facts { get; }

    /// <summary>The SHA-256 of the original bytes in lower-case hexadecimal if transformed bytes are sent; otherwise null.</summary>
    public string? OriginalSha256 { get; }

    /// <summary>
    /// A string that identifies the image if its link changes with each call, for example because it is signed; null if the link identifies the
    /// image. It is hashed; it is not stored or sent.
    /// </summary>
    public string? Identity { get; }

    /// <summary>The name for people and models: a file name, or a link without its query. Never the bytes.</summary>
    public string Name { get; }

    /// <summary>The link from which the service downloads the image; null when the bytes are sent.</summary>
    public Uri? Link => _link;

    /// <summary>The encoded bytes; empty for a link. They are excluded when the object is serialized to JSON.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Creates an image from a link that the service downloads. CometAPI's documentation requires a stable https link.</summary>
    /// <param name="link">The absolute link.</param>
    /// <param name="facts">The facts of the image; null when they are unknown.</param>
    /// <param name="identity">The identity of the image if the link changes with each call; see <see cref="Identity"/>.</param>
    public static InputImage FromLink(Uri link, ImageFacts? facts = null, string? identity = null)
    {
        ArgumentNullException.ThrowIfNull(link);
        if (!link.IsAbsoluteUri)
            throw new ArgumentException("The link must be absolute.", nameof(link));
        return new InputImage(link, default, facts, link.GetLeftPart(UriPartial.Path), identity: string.IsNullOrWhiteSpace(identity) ? null : identity);
    }

    /// <summary>Creates an image from bytes that are sent in the request as a data URI. The bytes are copied.</summary>
    /// <param name="bytes">The encoded image. Later changes of the array have no effect.</param>
    /// <param name="facts">The facts of the image.</param>
    /// <param name="name">The name for people and models.</param>
    /// <param name="originalSha256">
    /// The SHA-256 of the original bytes if <paramref name="bytes"/> are transformed; it identifies the image. Otherwise null.
    /// </param>
    public static InputImage FromBytes(ReadOnlyMemory<byte> bytes, ImageFacts facts, string name, string? originalSha256 = null)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (originalSha256 is not null && (originalSha256.Length != 64 || !originalSha256.All(char.IsAsciiHexDigit)))
            throw new ArgumentException("A SHA-256 has 64 hexadecimal digits.", nameof(originalSha256));
        return Of(bytes.ToArray(), facts, name, originalSha256?.ToLowerInvariant());
    }

    /// <summary>Creates an image from bytes that nothing else can change.</summary>
    internal static InputImage Of(ReadOnlyMemory<byte> bytes, ImageFacts facts, string name, string? originalSha256 = null) => new(null, bytes, facts, name, originalSha256);

    /// <summary>Returns the value of <c>promptImage</c>. A link is returned as it was given, because a signature can cover its percent-escapes.</summary>
    public string ToWire() =>
        _link is not null ? ExactLink.TextOf(_link) : $"data:{Facts!.MediaType};base64,{Convert.ToBase64String(_bytes.Span)}";

    /// <summary>The length of <see cref="ToWire"/> in characters, computed without creating the string.</summary>
    public int WireLength =>
        _link is not null
            ? ExactLink.TextOf(_link).Length
            : "data:;base64,".Length + Facts!.MediaType.Length + (_bytes.Length + 2) / 3 * 4;

    /// <inheritdoc/>
    public override string ToString() => _link is not null ? Name : $"{Name} ({Facts!.MediaType}, {_bytes.Length} bytes)";
}
