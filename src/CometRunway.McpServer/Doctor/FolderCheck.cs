using System.Globalization;
using CometRunway.Videos;

namespace CometRunway.McpServer.Doctor;

/// <summary>Checks that the folders exist or can be created, and that they are writable. Creates no folder.</summary>
internal static class FolderCheck
{
    private const long Little = 1L << 30;

    public static DiagnosticResult Writable(string name, string use, string folder, string variable)
    {
        var there = Existing(folder);
        if (there is null)
            return DiagnosticResult.Problem(name, $"{use} {folder}, but neither this folder nor any parent folder exists.", $"Connect the drive, or set {variable} to another folder.");
        if (FileInTheWay(folder) is { } file)
            return DiagnosticResult.Problem(name, $"{use} {folder}, which cannot be created because {file} is a file.", $"Move that file, or set {variable} to another folder.");
        if (Refusal(there) is { } refusal)
            return DiagnosticResult.Problem(name, $"{use} {folder}, which is not writable ({refusal}).", $"Grant write permission, or set {variable} to another folder.");
        var free = Free(there);
        return free is < Little
            ? DiagnosticResult.Note(name, $"{use} {folder}, which has only {string.Create(CultureInfo.InvariantCulture, $"{free / 1048576}")} MB of free space.", "Free some disk space. A video can take tens of MB.")
            : DiagnosticResult.Ok(name, $"{use} {folder}{(there == folder ? "" : " (created when needed)")}.");
    }

    /// <summary>Checks the folder for videos, also as a create does, which is refused if the video could not be saved.</summary>
    public static DiagnosticResult Videos(string folder, string variable)
    {
        const string name = "videos";
        const string use = "Videos are saved to";
        var result = Writable(name, use, folder, variable);
        return result.Level != DiagnosticLevel.Problem && FolderProbe.Find(folder) is { } problem
            ? DiagnosticResult.Problem(name, $"{use} {folder}, which {problem.Text}. No video is created until that is fixed.", $"Free some disk space, or set {variable} to another folder.")
            : result;
    }

    public static DiagnosticResult Images(IReadOnlyList<string> folders)
    {
        var there = folders.Where(Directory.Exists).ToArray();
        return there.Length > 0
            ? DiagnosticResult.Ok("images", $"Allowed image folders: {string.Join(", ", there)}.")
            : DiagnosticResult.Note("images", "None of the allowed image folders exists.", "Set COMETRUNWAY_ALLOWED_DIRECTORIES to the folders with your images. https links work without it.");
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
