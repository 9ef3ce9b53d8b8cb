namespace CometRunway.Hosting;

/// <summary>Checks whether files can be created in a folder. It creates and deletes an empty file, because permissions, mounts and quotas cannot be read reliably.</summary>
internal static class FolderProbe
{
    /// <summary>Returns the problem as text that follows the name of the folder, or null. A missing folder is valid when it can be created.</summary>
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
