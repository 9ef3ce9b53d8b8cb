namespace CometRunway.Store;

/// <summary>The kind of file system that holds the ledger.</summary>
internal enum StorageKind
{
    /// <summary>A disk of this machine, or one that cannot be told apart from it.</summary>
    Local,

    /// <summary>A network share or a folder of another system. Locks may not work there, so two servers could damage the ledger.</summary>
    Shared,

    /// <summary>A disk that ends with the container or with the start of the machine, and the ledger with it.</summary>
    Temporary,
}

/// <summary>Finds out where a folder is, as far as the system tells. The temporary folder is not reported: nobody expects a file to stay there.</summary>
internal static class StoragePlace
{
    private static readonly string[] Remote =
        ["nfs", "cifs", "smb", "9p", "v9fs", "afs", "fuse", "vboxsf", "drvfs", "ceph", "gluster", "lustre", "webdav", "davfs", "virtiofs", "prl_fs", "vmhgfs"];

    private static readonly string[] ContainerFiles = ["/.dockerenv", "/run/.containerenv"];
    private static readonly string[] ContainerGroups = ["docker", "kubepods", "containerd", "libpod", "lxc"];

    /// <summary>Returns the kind for a folder, which may not exist yet.</summary>
    public static StorageKind Of(string folder)
    {
        try
        {
            var full = Path.GetFullPath(folder);
            if ((full + Path.DirectorySeparatorChar).StartsWith(Path.GetFullPath(Path.GetTempPath()), StringComparison.Ordinal))
                return StorageKind.Local;
            while (!Directory.Exists(full) && Path.GetDirectoryName(full) is { } parent)
                full = parent;
            var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(full)! : full);
            return Of(drive.DriveType, drive.DriveFormat, IsContainer());
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            // On Windows, a UNC path is not a drive.
            return folder.StartsWith(@"\\", StringComparison.Ordinal) ? StorageKind.Shared : StorageKind.Local;
        }
    }

    public static StorageKind Of(DriveType type, string format, bool isContainer) => format switch
    {
        _ when IsRemote(type, format) && !format.StartsWith("fuseblk", StringComparison.OrdinalIgnoreCase) => StorageKind.Shared,
        _ when format.StartsWith("tmpfs", StringComparison.OrdinalIgnoreCase) || format.StartsWith("ramfs", StringComparison.OrdinalIgnoreCase) => StorageKind.Temporary,
        _ when isContainer && (format.StartsWith("overlay", StringComparison.OrdinalIgnoreCase) || format.StartsWith("aufs", StringComparison.OrdinalIgnoreCase)) => StorageKind.Temporary,
        _ => StorageKind.Local,
    };

    /// <summary>Returns true for a file system of another machine or system.</summary>
    public static bool IsRemote(DriveType type, string format) =>
        type == DriveType.Network || Array.Exists(Remote, name => format.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns what people should know about the place; null if there is nothing.</summary>
    public static string? Warning(StorageKind kind, string folder) => kind switch
    {
        StorageKind.Shared => $"The ledger is in {folder}, on a network share or a folder of another system. If two computers use it at once, tasks can be lost or created twice.",
        StorageKind.Temporary => $"The ledger is in {folder}, on a disk that ends with this container or with the next start of this machine. Paid tasks are then forgotten, and the limits start again.",
        _ => null,
    };

    private static bool IsContainer()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        if (Array.Exists(ContainerFiles, File.Exists))
            return true;
        try
        {
            var groups = File.ReadAllText("/proc/1/cgroup");
            return Array.Exists(ContainerGroups, name => groups.Contains(name, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
