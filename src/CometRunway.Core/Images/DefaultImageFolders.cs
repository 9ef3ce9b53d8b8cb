using CometRunway.Images.Paths;

namespace CometRunway.Images;

/// <summary>The folders that the server allows by default. The library allows none by default.</summary>
internal static class DefaultImageFolders
{
    /// <summary>The name of the inbox in the user's pictures folder.</summary>
    public const string InboxName = "CometRunway";

    /// <summary>
    /// Returns the user's pictures folder, the inbox in it, and the working folder unless it is a root, home, system or application folder.
    /// </summary>
    /// <param name="home">The user's home folder.</param>
    /// <param name="images">The user's pictures folder according to the system. When it is empty, a root or a home folder, <c>Pictures</c> in the home folder is used.</param>
    /// <param name="workingFolder">The current directory of the process at its start.</param>
    /// <param name="applicationFolder">The folder of the program; null if it is not checked.</param>
    /// <param name="createInbox">True to create a missing inbox. A failure is ignored.</param>
    public static IReadOnlyList<string> For(string home, string images, string workingFolder, string? applicationFolder = null, bool createInbox = true)
    {
        ArgumentNullException.ThrowIfNull(home);
        var policy = new FolderPolicy(home, applicationFolder);
        var folders = new List<string>();
        var pictures = policy.IsRootOrHome(images) && home.Length > 0 ? Path.Combine(home, "Pictures") : images;
        if (!policy.IsRootOrHome(pictures))
        {
            var inbox = Path.Combine(pictures, InboxName);
            if (createInbox)
                TryCreate(inbox);
            folders.Add(pictures);
            folders.Add(inbox);
        }

        if (policy.IsOrdinary(workingFolder))
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
            // The home folder may be read-only. Images can still be read from other folders.
        }
    }
}
