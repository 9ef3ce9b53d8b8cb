using System.Globalization;

namespace CometRunway.Images.Loading;

/// <summary>Finds the real path of an open file, because a symbolic link may have been created between the check of the path and its opening.</summary>
internal static class OpenedFile
{
    /// <summary>Returns the real path of the open file. On systems that do not provide it, resolves the path again.</summary>
    public static string? RealPath(FileStream stream, string path)
    {
        if (!OperatingSystem.IsLinux())
            return Paths.RealPath.Resolve(path);
        var descriptor = stream.SafeFileHandle.DangerousGetHandle();
        return new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}")).LinkTarget
            ?? Paths.RealPath.Resolve(path);
    }
}
