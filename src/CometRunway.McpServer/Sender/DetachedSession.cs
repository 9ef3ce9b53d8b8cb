using System.Runtime.InteropServices;

namespace CometRunway.McpServer.Sender;

/// <summary>Separates this process, and its later children, from the session and the process group of the program that started it.</summary>
internal static class DetachedSession
{
    private const int CoreSize = 4;

    /// <summary>Begins a session. On Windows, the start of the process has separated it.</summary>
    public static void Begin()
    {
        if (OperatingSystem.IsWindows())
            return;
        _ = SetSession();
        // No core dump, because the memory holds the key: 1 is less than any dump, and Linux also starts no dump handler for it.
        var none = new Limit { Current = 1, Maximum = 1 };
        _ = SetLimit(CoreSize, in none);
    }

    [DllImport("libc", EntryPoint = "setsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetSession();

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Current;
        public ulong Maximum;
    }
}
