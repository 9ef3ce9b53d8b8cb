using CometRunway.Images.Finding;
using CometRunway.Images.Loading;
using CometRunway.Images.Paths;

namespace CometRunway.Images;

/// <summary>Loads an image from an https link, a data URI, a file in an allowed folder, or <c>latest</c> for the newest image there.</summary>
/// <param name="folders">The folders that may be read.</param>
/// <param name="allowLoopbackLinks">True to accept links to loopback addresses, including http. Only for the sandbox.</param>
internal sealed class ImageLoader(ImageFolders folders, bool allowLoopbackLinks = false)
{
    /// <summary>
    /// The maximum length of a data URI in characters, including its prefix. This is the limit of Runway, about 3.9 MB of image data.
    /// </summary>
    public const int MaxDataUriCharacters = 5_242_880;

    private const int MinBase64Length = 200;

    /// <summary>Loads an image. A link is checked but not downloaded; a file is read completely.</summary>
    public ImageLoadResult Load(string image)
    {
        using var located = Locate(image);
        return located.Load();
    }

    /// <summary>Finds an image. A file is opened, and only its header is read.</summary>
    public LocatedImage Locate(string image)
    {
        if (string.IsNullOrWhiteSpace(image))
            return LocatedImage.Of(ImageLoadResult.Refused(PathRefusals.Missing()));
        // Unwrapping would copy a data URI of several megabytes.
        if (IsDataUri(image.AsSpan().TrimStart()))
            return LocatedImage.Of(DataUriImage.Load(image));

        var text = UserPathParser.Unwrap(image);
        if (IsDataUri(text))
            return LocatedImage.Of(DataUriImage.Load(text));
        if (LinkImage.IsLink(text))
            return LocatedImage.Of(LinkImage.Load(text, allowLoopbackLinks, folders));
        if (LatestImage.IsMeant(text))
            return LatestImage.Locate(folders);
        if (LooksLikeBase64(text))
            return LocatedImage.Of(ImageLoadResult.Refused(ImageRefusals.BareBase64(text.Length)));
        return folders.TryResolve(text, out var path, out var violation)
            ? LocatedImage.OfFile(path, folders)
            : LocatedImage.Of(ImageLoadResult.Refused(violation));
    }

    private static bool IsDataUri(ReadOnlySpan<char> text) => text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    private static bool LooksLikeBase64(string text) =>
        text.StartsWith("iVBORw0KGgo", StringComparison.Ordinal)
        || text.StartsWith("/9j/", StringComparison.Ordinal)
        || (text.StartsWith("UklGR", StringComparison.Ordinal) && text.Length >= MinBase64Length);
}
