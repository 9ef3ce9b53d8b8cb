using CometRunway.Images.Loading;
using CometRunway.Images.Paths;

namespace CometRunway.Images.Finding;

/// <summary>Locates the newest image in the allowed folders, for the value <c>latest</c>.</summary>
internal static class LatestImage
{
    public static bool IsMeant(string text) =>
        text.Equals("latest", StringComparison.OrdinalIgnoreCase) || text.Equals("newest", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Locates the newest image. If it cannot be used, the violation names it. Older images are not used instead, because the user did not request
    /// them.
    /// </summary>
    public static LocatedImage Locate(ImageFolders folders)
    {
        if (folders.Folders.Count == 0)
            return LocatedImage.Of(ImageLoadResult.Refused(PathRefusals.NoFolders("latest", folders)));
        if (ImageIndex.Of(folders.Folders).Newest().FirstOrDefault() is not { FullName: var newest })
            return LocatedImage.Of(ImageLoadResult.Refused(PathRefusals.NoImages(folders)));
        return folders.TryResolve(newest, out var path, out var violation)
            ? LocatedImage.OfFile(path, folders, foundAs: newest)
            : LocatedImage.Of(ImageLoadResult.Refused(violation) with { FoundAs = newest });
    }
}
