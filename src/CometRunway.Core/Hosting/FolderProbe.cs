namespace CometRunway.Hosting;

/// <summary>Whether files can be made in a folder: tried with an empty file that is gone at once, because rights, mounts and quotas cannot be read reliably.</summary>
internal static class FolderProbe
{
    /// <summary>What is wrong, to follow the folder's name; null when nothing is. A folder that is missing must be one that can be made.</summary>
    public static string? Problem(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing))
        {
            if (File.Exists(existing))
                return existing == folder ? "is a file" : $"cannot be made, because {existing} is a file";
            if (Path.GetDirectoryName(existing) is not { } above)
                return "does not exist";
            existing = above;
        }

        return CanWrite(existing) ? null : existing == folder ? "cannot be written to" : $"does not exist and cannot be made in {existing}";
    }

    private static bool CanWrite(string folder)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose };
            new FileStream(Path.Combine(folder, $".cometrunway-{Guid.NewGuid():N}"), options).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
