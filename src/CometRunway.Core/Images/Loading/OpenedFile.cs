using System.Globalization;

namespace CometRunway.Images.Loading;

/// <summary>Which file is really open: between the check of a path and its opening somebody may have put a link there.</summary>
internal static class OpenedFile
{
    /// <summary>The path of the open file; on systems that do not tell, the path followed once more.</summary>
    public static string? RealPath(FileStream stream, string path)
    {
        if (!OperatingSystem.IsLinux())
            return Paths.RealPath.Resolve(path);
        var descriptor = stream.SafeFileHandle.DangerousGetHandle();
        return new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}")).LinkTarget
            ?? Paths.RealPath.Resolve(path);
    }
}
