namespace CometRunway.Store.Sqlite;

/// <summary>
/// Detects file systems on which the WAL mode of SQLite is unsafe. WAL requires memory that all processes share, which network file systems do not
/// provide.
/// </summary>
internal static class FileSystems
{
    public static bool CanShareMemory(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder);
            return CanShareMemory(drive.DriveType, drive.DriveFormat);
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            // A UNC path is not a drive. An unknown drive is treated as a network drive, which is only slower.
            return false;
        }
    }

    public static bool CanShareMemory(DriveType type, string format) => !StoragePlace.IsRemote(type, format);
}
