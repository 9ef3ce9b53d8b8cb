using CometRunway.Pictures.Finding;
using CometRunway.Pictures.Loading;
using CometRunway.Pictures.Paths;

namespace CometRunway.Pictures;

/// <summary>Turns what somebody gave as a picture into one that can be sent: an https link, a data URI, a file in an allowed folder, or <c>latest</c> for the newest one there.</summary>
/// <param name="folders">The folders that may be read.</param>
/// <param name="allowLoopbackLinks">Takes links to this machine, plain http included. For a sandbox on loopback; default false.</param>
public sealed class PictureLoader(PictureFolders folders, bool allowLoopbackLinks = false)
{
    /// <summary>The most characters a data URI may have, all of it counted (Runway's limit; about 3.9 MB of picture).</summary>
    public const int MostDataUriCharacters = 5_242_880;

    private const int LeastBase64Shown = 200;

    /// <summary>Loads a picture. A link is checked and not fetched; a file is read whole.</summary>
    public PictureLoadResult Load(string image)
    {
        if (string.IsNullOrWhiteSpace(image))
            return PictureLoadResult.Refused(PathRefusals.Missing());
        // Unwrapping a data URI of megabytes would copy it for nothing.
        if (IsDataUri(image.AsSpan().TrimStart()))
            return DataUriPicture.Load(image);

        var text = PastedPath.Unwrap(image);
        if (IsDataUri(text))
            return DataUriPicture.Load(text);
        if (LinkPicture.IsLink(text))
            return LinkPicture.Load(text, allowLoopbackLinks, folders);
        if (LatestPicture.IsMeant(text))
            return LatestPicture.Load(folders, LoadFile);
        return LooksLikeBase64(text) ? PictureLoadResult.Refused(PictureRefusals.BareBase64(text.Length)) : LoadFile(text);
    }

    private PictureLoadResult LoadFile(string text) =>
        folders.TryResolve(text, out var path, out var violation)
            ? FilePicture.Load(path, folders)
            : PictureLoadResult.Refused(violation);

    private static bool IsDataUri(ReadOnlySpan<char> text) => text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    private static bool LooksLikeBase64(string text) =>
        text.StartsWith("iVBORw0KGgo", StringComparison.Ordinal)
        || text.StartsWith("/9j/", StringComparison.Ordinal)
        || (text.StartsWith("UklGR", StringComparison.Ordinal) && text.Length >= LeastBase64Shown);
}
