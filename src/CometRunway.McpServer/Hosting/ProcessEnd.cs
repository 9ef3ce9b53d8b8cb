using System.Runtime.InteropServices;

namespace CometRunway.McpServer.Hosting;

/// <summary>The end that nothing can hold up. <see cref="Environment.Exit"/> waits for every handler of the exit, so that one which hangs keeps the process alive.</summary>
internal static class ProcessEnd
{
    /// <summary>Ends this process with code 0 and runs nothing more in it.</summary>
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
