using System.Security.Cryptography;
using CometRunway.ImageToVideo;

namespace CometRunway.Pictures.Loading;

/// <summary>Checks the bytes of a picture that will be sent inside the request.</summary>
internal static class CheckedBytes
{
    public static PictureLoadResult Load(ReadOnlyMemory<byte> bytes, string name, Func<string, Violation?>? warning = null)
    {
        if (bytes.Length == 0)
            return PictureLoadResult.Refused(PictureRefusals.Empty(name));
        if (PictureHeader.Look(bytes.Span, bytes.Length) is not { } header)
            return PictureLoadResult.Refused(PictureRefusals.NotAPicture(name, OtherKinds.Name(bytes.Span)));
        if (header.MediaType is not ("image/png" or "image/jpeg" or "image/webp"))
            return PictureLoadResult.Refused(PictureRefusals.Type(name, header.MediaType));
        if (header.IsTruncated)
            return PictureLoadResult.Refused(PictureRefusals.Truncated(name, header.MediaType));
        if (header is not { Width: > 0, Height: > 0 })
            return PictureLoadResult.Refused(PictureRefusals.Broken(name, header.MediaType));
        if (header.IsAnimated)
            return PictureLoadResult.Refused(PictureRefusals.Animated(name, header.MediaType));

        var facts = header.ToFacts(bytes.Length) with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) };
        var picture = PictureSource.FromBytes(bytes, facts, name);
        if (picture.WireLength > PictureLoader.MostDataUriCharacters)
            return PictureLoadResult.Refused(PictureRefusals.TooLarge(name, bytes.Length, picture.WireLength));
        return warning?.Invoke(header.MediaType) is { } odd ? PictureLoadResult.Loaded(picture, [odd]) : PictureLoadResult.Loaded(picture, []);
    }
}
