using System.Text.Json.Serialization;

namespace CometRunway.Images;

/// <summary>An image as the service will get it: a link it fetches, or bytes inside a data URI.</summary>
public sealed class ImageSource
{
    private readonly Uri? _link;
    private readonly ReadOnlyMemory<byte> _bytes;

    private ImageSource(Uri? link, ReadOnlyMemory<byte> bytes, ImageFacts? facts, string name, string? originalSha256 = null)
    {
        OriginalSha256 = originalSha256;
        _link = link;
        _bytes = bytes;
        Facts = facts;
        Name = name;
    }

    /// <summary>What is known of the image; null when nobody looked (a link).</summary>
    public ImageFacts? Facts { get; }

    /// <summary>Lower-case hex SHA-256 of the bytes that were given, when others are sent in their place; null when none are.</summary>
    public string? OriginalSha256 { get; }

    /// <summary>How to name it to a person or a model: a file name, or a link without its query. Never the bytes.</summary>
    public string Name { get; }

    /// <summary>The link, when the service fetches the image itself.</summary>
    public Uri? Link => _link;

    /// <summary>The encoded bytes, when they are sent along; empty for a link. They are left out where the object is written as JSON, for a log or a client.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>A link that the service fetches. The specification asks for a stable https link.</summary>
    public static ImageSource FromLink(Uri link, ImageFacts? facts = null)
    {
        ArgumentNullException.ThrowIfNull(link);
        if (!link.IsAbsoluteUri)
            throw new ArgumentException("The link must be absolute.", nameof(link));
        return new ImageSource(link, default, facts, link.GetLeftPart(UriPartial.Path));
    }

    /// <summary>Bytes that are sent inside the request as a data URI.</summary>
    /// <param name="bytes">The encoded image.</param>
    /// <param name="facts">What it is.</param>
    /// <param name="name">How to name it.</param>
    /// <param name="originalSha256">The hash of the bytes that these were made of: the identity of the image. Null when these are the given ones.</param>
    public static ImageSource FromBytes(ReadOnlyMemory<byte> bytes, ImageFacts facts, string name, string? originalSha256 = null)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ImageSource(null, bytes, facts, name, originalSha256);
    }

    /// <summary>The value of <c>promptImage</c>.</summary>
    public string ToWire() =>
        _link is not null ? _link.AbsoluteUri : $"data:{Facts!.MediaType};base64,{Convert.ToBase64String(_bytes.Span)}";

    /// <summary>The length of <see cref="ToWire"/> in characters, without building it.</summary>
    public int WireLength =>
        _link is not null
            ? _link.AbsoluteUri.Length
            : "data:;base64,".Length + Facts!.MediaType.Length + (_bytes.Length + 2) / 3 * 4;

    /// <inheritdoc/>
    public override string ToString() => _link is not null ? Name : $"{Name} ({Facts!.MediaType}, {_bytes.Length} bytes)";
}
