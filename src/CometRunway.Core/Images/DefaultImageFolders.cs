using CometRunway.Images.Paths;

namespace CometRunway.Images;

/// <summary>What the server allows when nobody said anything. A library allows nothing by itself.</summary>
internal static class DefaultImageFolders
{
    /// <summary>The name of the inbox below the user's images.</summary>
    public const string InboxName = "CometRunway";

    /// <summary>
    /// The user's images, the inbox below them, and the working folder if it is not a root, a home, a system or an application folder.
    /// </summary>
    /// <param name="home">The user's home.</param>
    /// <param name="images">The user's images folder as the system names it; when empty, a root or a home, <c>Images</c> in the home stands in.</param>
    /// <param name="workingFolder">The folder in which the process was started.</param>
    /// <param name="applicationFolder">Where the program itself lies; null when it does not matter.</param>
    /// <param name="createInbox">Creates the inbox when it is missing; that this fails is no error. Default true.</param>
    public static IReadOnlyList<string> For(string home, string images, string workingFolder, string? applicationFolder = null, bool createInbox = true)
    {
        ArgumentNullException.ThrowIfNull(home);
        var judge = new FolderPolicy(home, applicationFolder);
        var folders = new List<string>();
        var album = judge.IsRootOrHome(images) && home.Length > 0 ? Path.Combine(home, "Pictures") : images;
        if (!judge.IsRootOrHome(album))
        {
            var inbox = Path.Combine(album, InboxName);
            if (createInbox)
                TryCreate(inbox);
            folders.Add(album);
            folders.Add(inbox);
        }

        if (judge.IsOrdinary(workingFolder))
            folders.Add(workingFolder);
        return folders;
    }

    private static void TryCreate(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // A read-only home: images can still be read from elsewhere.
        }
    }
}
