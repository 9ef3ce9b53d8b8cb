using CometRunway.Pictures.Paths;

namespace CometRunway.Pictures.Finding;

/// <summary>The word that stands for the newest picture in the allowed folders.</summary>
internal static class LatestPicture
{
    public static bool IsMeant(string text) =>
        text.Equals("latest", StringComparison.OrdinalIgnoreCase) || text.Equals("newest", StringComparison.OrdinalIgnoreCase);

    /// <summary>Loads it. One that cannot be used is refused by name: the next older one would not be the picture that was meant.</summary>
    public static PictureLoadResult Load(PictureFolders folders, Func<string, PictureLoadResult> load)
    {
        if (folders.Folders.Count == 0)
            return PictureLoadResult.Refused(PathRefusals.NoFolders("latest", folders));
        return PictureListing.Of(folders.Folders).Newest().FirstOrDefault() is { } newest
            ? load(newest.FullName) with { FoundAs = newest.FullName }
            : PictureLoadResult.Refused(PathRefusals.NoPictures(folders));
    }
}
