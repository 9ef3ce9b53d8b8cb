using System.Globalization;

namespace CometRunway.McpServer.Doctor;

/// <summary>Checks that the folders exist or can be created, and can be written. Creates none of them.</summary>
internal static class FolderCheck
{
    private const long Little = 1L << 30;

    public static DiagnosticResult Writable(string name, string use, string folder, string variable)
    {
        var there = Existing(folder);
        if (there is null)
            return DiagnosticResult.Problem(name, $"{use}: {folder} does not exist, and nothing above it does.", $"Connect the drive, or set {variable}.");
        if (FileInTheWay(folder) is { } file)
            return DiagnosticResult.Problem(name, $"{use}: {folder} cannot be made, because {file} is a file.", $"Move that file, or set {variable} to another folder.");
        if (Refusal(there) is { } refusal)
            return DiagnosticResult.Problem(name, $"{use}: {folder} cannot be written ({refusal}).", $"Give yourself the right to write there, or set {variable} to another folder.");
        var free = Free(there);
        return free is < Little
            ? DiagnosticResult.Note(name, $"{use}: {folder} has only {string.Create(CultureInfo.InvariantCulture, $"{free / 1048576}")} MB left.", "Make room: a video takes a few to some tens of MB.")
            : DiagnosticResult.Ok(name, $"{use}: {folder}{(there == folder ? "" : " (made when first needed)")}.");
    }

    public static DiagnosticResult Images(IReadOnlyList<string> folders)
    {
        var there = folders.Where(Directory.Exists).ToArray();
        return there.Length > 0
            ? DiagnosticResult.Ok("pictures", $"Pictures may be read from: {string.Join(", ", there)}.")
            : DiagnosticResult.Note("pictures", "No folder from which pictures may be read exists.", "Set COMETRUNWAY_ALLOWED_DIRECTORIES to the folders with your pictures; https links work without.");
    }

    private static string? Existing(string folder)
    {
        var at = folder;
        while (at is not null && !Directory.Exists(at))
            at = Path.GetDirectoryName(at);
        return at;
    }

    private static string? FileInTheWay(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(at))
                return at;
        }

        return null;
    }

    private static string? Refusal(string folder)
    {
        try
        {
            var probe = Path.Combine(folder, $".comet-runway-{Guid.NewGuid():N}.tmp");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return null;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error is UnauthorizedAccessException ? "no permission" : error.Message;
        }
    }

    private static long? Free(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
