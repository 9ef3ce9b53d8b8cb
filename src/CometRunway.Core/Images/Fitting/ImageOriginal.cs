using System.Security.Cryptography;
using CometRunway.Images.Headers;

namespace CometRunway.Images.Fitting;

/// <summary>The original bytes of an image, whether or not they can be sent.</summary>
/// <param name="Bytes">The encoded image.</param>
/// <param name="Header">Its header.</param>
/// <param name="Name">The name for people and models.</param>
/// <param name="GivenSha256">The SHA-256 that identifies the image if an app transformed it before; otherwise null.</param>
internal sealed record ImageOriginal(ReadOnlyMemory<byte> Bytes, HeaderFacts Header, string Name, string? GivenSha256 = null)
{
    private string? _sha256;

    /// <summary>The SHA-256 that identifies the image, whatever is changed before it is sent.</summary>
    public string Identity => GivenSha256 ?? Sha256;

    public string Sha256 => _sha256 ??= Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));

    public ImageFacts Facts => Header.ToFacts(Bytes.Length) with { Sha256 = Sha256 };
}
