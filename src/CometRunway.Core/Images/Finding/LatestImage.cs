using CometRunway.Images.Paths;

namespace CometRunway.Images.Finding;

/// <summary>Loads the newest image in the allowed folders, for the value <c>latest</c>.</summary>
internal static class LatestImage
{
    public static bool IsMeant(string text) =>
        text.Equals("latest", StringComparison.OrdinalIgnoreCase) || text.Equals("newest", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Loads the newest image. If it cannot be used, the violation names it. Older images are not used instead, because the user did not request
    /// them.
    /// </summary>
    public static ImageLoadResult Load(ImageFolders folders, Func<string, ImageLoadResult> load)
    {
        if (folders.Folders.Count == 0)
            return ImageLoadResult.Refused(PathRefusals.NoFolders("latest", folders));
        return ImageIndex.Of(folders.Folders).Newest().FirstOrDefault() is { } newest
            ? load(newest.FullName) with { FoundAs = newest.FullName }
            : ImageLoadResult.Refused(PathRefusals.NoImages(folders));
    }
}
