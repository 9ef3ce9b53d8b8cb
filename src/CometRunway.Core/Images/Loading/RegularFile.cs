using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CometRunway.Images.Loading;

/// <summary>
/// Opens ordinary files without waiting. Opening a pipe waits until a program writes to it, and opening a device can have effects. A path can change
/// between a check and the opening, so the opened file is checked again.
/// </summary>
internal static class RegularFile
{
    private const int NotFound = 2;
    private const int Interrupted = 4;
    private const int NotAllowed = 13;
    private const int NoFolder = 20;
    private const int DiskFile = 1;
    private const int TypeMask = 0xF000;
    private const int OrdinaryType = 0x8000;
    private const int OfDescriptor = 0x1000;
    private const uint WantedType = 0x1;

    // Read only; do not wait; no controlling terminal; close in child processes; no link as the last part. The values belong to the system.
    private static readonly int Flags =
        OperatingSystem.IsMacOS() ? 0x4 | 0x20000 | 0x1000000 | 0x100
        : 0x800 | 0x100 | 0x80000 | (RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm or Architecture.Armv6 or Architecture.Ppc64le ? 0x8000 : 0x20000);

    /// <summary>Opens a file for reading. Null when it is empty, a link, or no ordinary file.</summary>
    /// <exception cref="IOException">It cannot be opened; a <see cref="FileNotFoundException"/> when there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SafeFileHandle? Open(string path)
    {
        // Devices are not opened at all. They have no length, as pipes and sockets.
        var file = new FileInfo(path);
        if (file.Length == 0 || (file.Attributes & FileAttributes.Device) != 0)
            return null;
        var handle = OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()
            ? OpenAtOnce(path)
            : File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (handle is not null && IsOrdinary(handle))
            return handle;
        handle?.Dispose();
        return null;
    }

    /// <summary>Opens a path without waiting; null for a link and what cannot be opened at once. The file can be of any kind.</summary>
    internal static SafeFileHandle? OpenAtOnce(string path)
    {
        var name = Encoding.UTF8.GetBytes(path + '\0');
        int descriptor;
        do
            descriptor = OpenFile(name, Flags);
        while (descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        if (descriptor >= 0)
            return new SafeFileHandle(descriptor, ownsHandle: true);
        return Marshal.GetLastPInvokeError() switch
        {
            NotFound or NoFolder => throw new FileNotFoundException(null, path),
            NotAllowed => throw new UnauthorizedAccessException(),
            // A link, a socket, or a pipe whose other end is missing.
            6 or 40 or 62 => null,
            var error => throw new IOException($"Error {error}."),
        };
    }

    /// <summary>Returns true when an open file is an ordinary one and not empty, whatever the path was before.</summary>
    internal static bool IsOrdinary(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows())
            return GetFileType(handle) == DiskFile && RandomAccess.GetLength(handle) > 0;
        if (OperatingSystem.IsLinux() && LinuxType(handle) is { } type)
            return type == OrdinaryType && RandomAccess.GetLength(handle) > 0;
        try
        {
            return RandomAccess.GetLength(handle) > 0;
        }
        catch (NotSupportedException)
        {
            // It cannot be positioned, so it is a pipe, a socket or a terminal.
            return false;
        }
    }

    /// <summary>Returns the type bits of the mode; null when the C library is too old to tell.</summary>
    private static int? LinuxType(SafeFileHandle handle)
    {
        try
        {
            var answer = new byte[256];
            return StatX(handle, [0], OfDescriptor, WantedType, answer) == 0 ? BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(28)) & TypeMask : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFile(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(SafeFileHandle file, byte[] path, int flags, uint mask, byte[] answer);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetFileType(SafeFileHandle file);
}
