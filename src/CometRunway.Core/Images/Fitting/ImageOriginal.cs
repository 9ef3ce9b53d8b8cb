using System.Security.Cryptography;
using CometRunway.Images.Headers;

namespace CometRunway.Images.Fitting;

/// <summary>The original bytes of an image, whether or not they can be sent.</summary>
internal sealed record ImageOriginal(ReadOnlyMemory<byte> Bytes, HeaderFacts Header, string Name)
{
    private string? _sha256;

    public string Sha256 => _sha256 ??= Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));

    public ImageFacts Facts => Header.ToFacts(Bytes.Length) with { Sha256 = Sha256 };
}
