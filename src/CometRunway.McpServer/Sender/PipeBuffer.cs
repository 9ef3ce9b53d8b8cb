using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace CometRunway.McpServer.Sender;

/// <summary>Enlarges the buffer of a pipe, so that an image needs few switches between the processes. Only Linux offers it.</summary>
internal static class PipeBuffer
{
    private const int SetPipeSize = 1031;

    /// <summary>The largest size that Linux grants to any user by default.</summary>
    private const int Size = 1 << 20;

    /// <summary>Enlarges the buffer, if possible.</summary>
    public static void Enlarge(Stream stream)
    {
        if (OperatingSystem.IsLinux() && stream is PipeStream pipe)
            _ = Control(pipe.SafePipeHandle, SetPipeSize, Size);
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeHandle handle, int command, int value);
}
