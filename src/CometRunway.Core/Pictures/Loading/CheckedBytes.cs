using CometRunway.ImageToVideo;
using CometRunway.Pictures.Fitting;

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
        if (header.IsTaken && !header.IsTruncated && header is not { Width: > 0, Height: > 0 })
            return PictureLoadResult.Refused(PictureRefusals.Broken(name, header.MediaType));
        var original = new PictureOriginal(bytes, header, name);
        var picture = PictureSource.FromBytes(bytes, original.Facts, name);
        if (Refusal(original, picture.WireLength) is { } violation)
            return PictureLoadResult.Refused(violation) with { Original = original };
        return PictureLoadResult.Loaded(picture, warning?.Invoke(header.MediaType) is { } odd ? [odd] : []) with { Original = original };
    }

    private static Violation? Refusal(PictureOriginal picture, int wireLength)
    {
        var (name, header) = (picture.Name, picture.Header);
        return !header.IsTaken ? PictureRefusals.Type(name, header.MediaType)
            : header.IsTruncated ? PictureRefusals.Truncated(name, header.MediaType)
            : header.IsAnimated ? PictureRefusals.Animated(name, header.MediaType)
            : wireLength > PictureLoader.MostDataUriCharacters ? PictureRefusals.TooLarge(name, picture.Bytes.Length, wireLength)
            : null;
    }
}
