using System.Runtime.InteropServices;

namespace CometRunway.McpServer.Hosting;

/// <summary>Ends the process at once. <see cref="Environment.Exit"/> waits for exit handlers, so a handler that hangs would keep the process alive.</summary>
internal static class ProcessEnd
{
    /// <summary>Ends this process with exit code 0 and runs no further code.</summary>
    public static void Now()
    {
        if (OperatingSystem.IsWindows())
            _ = TerminateProcess(GetCurrentProcess(), 0);
        else
            Exit(0);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Exit(int code);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int TerminateProcess(nint process, uint code);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetCurrentProcess();
}
