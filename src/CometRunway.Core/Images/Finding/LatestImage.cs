using CometRunway.Images.Paths;

namespace CometRunway.Images.Finding;

/// <summary>The word that stands for the newest image in the allowed folders.</summary>
internal static class LatestImage
{
    public static bool IsMeant(string text) =>
        text.Equals("latest", StringComparison.OrdinalIgnoreCase) || text.Equals("newest", StringComparison.OrdinalIgnoreCase);

    /// <summary>Loads it. One that cannot be used is refused by name: the next older one would not be the image that was meant.</summary>
    public static ImageLoadResult Load(ImageFolders folders, Func<string, ImageLoadResult> load)
    {
        if (folders.Folders.Count == 0)
            return ImageLoadResult.Refused(PathRefusals.NoFolders("latest", folders));
        return ImageIndex.Of(folders.Folders).Newest().FirstOrDefault() is { } newest
            ? load(newest.FullName) with { FoundAs = newest.FullName }
            : ImageLoadResult.Refused(PathRefusals.NoImages(folders));
    }
}
