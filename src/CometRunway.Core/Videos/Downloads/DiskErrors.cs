namespace CometRunway.Videos.Downloads;

/// <summary>Maps file system exceptions to <see cref="DownloadException"/>.</summary>
internal static class DiskErrors
{
    public static bool IsDiskError(Exception failure) => failure is IOException or UnauthorizedAccessException;

    public static DownloadException ToDownloadException(Exception failure, string directory) => failure switch
    {
        DirectoryNotFoundException or DriveNotFoundException or PathTooLongException =>
            new(DownloadFailure.FolderUnavailable, $"The folder '{directory}' cannot be reached.", true, failure),
        UnauthorizedAccessException =>
            new(DownloadFailure.PermissionDenied, $"Writing to '{directory}' is not permitted.", true, failure),
        _ when IsFull(failure.HResult) =>
            new(DownloadFailure.DiskFull, $"The disk or quota of '{directory}' is full.", true, failure),
        _ when IsShared(failure.HResult) =>
            new(DownloadFailure.Busy, "Another process is saving this video right now.", true, failure),
        _ when IsReadOnly(failure.HResult) =>
            new(DownloadFailure.PermissionDenied, $"Writing to '{directory}' is not permitted.", true, failure),
        _ => new(DownloadFailure.FolderUnavailable, $"The folder '{directory}' cannot be used.", true, failure),
    };

    // On Unix, HResult is errno: ENOSPC, EFBIG (a limit on file size), EDQUOT (Linux, macOS). On Windows: disk full, handle disk full, disk quota exceeded.
    private static bool IsFull(int code) => OperatingSystem.IsWindows()
        ? code is unchecked((int)0x80070070) or unchecked((int)0x80070027) or unchecked((int)0x8007050F)
        : code is 28 or 27 or 122 || (OperatingSystem.IsMacOS() && code == 69);

    private static bool IsShared(int code) => OperatingSystem.IsWindows()
        ? code is unchecked((int)0x80070020) or unchecked((int)0x80070021)
        : code == (OperatingSystem.IsLinux() ? 11 : 35);

    private static bool IsReadOnly(int code) => OperatingSystem.IsWindows()
        ? code == unchecked((int)0x80070013)
        : code is 30 or 1 or 13;
}
