using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CometRunway.McpServer.Sender;

/// <summary>
/// Starts a process that inherits two handles only, has no console, and leaves the job of this process. <see cref="Process"/> can do none of these.
/// </summary>
[SupportedOSPlatform("windows")]
internal static class WindowsStart
{
    /// <summary>The error of a job that its processes must not leave.</summary>
    public const int AccessDenied = 5;

    private const uint Detached = 0x8;
    private const uint NewGroup = 0x200;
    private const uint UnicodeEnvironment = 0x400;
    private const uint ExtendedStartup = 0x80000;
    private const uint BreakAwayFromJob = 0x1000000;
    private const int UseStandardHandles = 0x100;
    private const nint HandleList = 0x20002;
    private const int StandardInput = -10;
    private const int StandardOutput = -11;

    /// <summary>Starts a process with the standard input and output of this one.</summary>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public static SafeWaitHandle StartWithOwnStreams(ProcessStartInfo start) => Start(start, GetStdHandle(StandardInput), GetStdHandle(StandardOutput), leavesJob: false);

    /// <summary>Starts a process.</summary>
    /// <param name="start">The program, its arguments, its folder and its environment.</param>
    /// <param name="input">Its standard input, an inheritable handle.</param>
    /// <param name="output">Its standard output, an inheritable handle.</param>
    /// <param name="leavesJob">True to start it outside the job of this process.</param>
    /// <returns>The process, to wait for.</returns>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public static SafeWaitHandle Start(ProcessStartInfo start, nint input, nint output, bool leavesJob)
    {
        var size = (nint)0;
        _ = InitializeProcThreadAttributeList(0, 1, 0, ref size);
        var attributes = Marshal.AllocHGlobal(size);
        var handles = Marshal.AllocHGlobal(2 * nint.Size);
        var command = Marshal.StringToHGlobalUni(CommandLine(start));
        var environment = Marshal.StringToHGlobalUni(Environment(start));
        try
        {
            Marshal.WriteIntPtr(handles, input);
            Marshal.WriteIntPtr(handles, nint.Size, output);
            if (InitializeProcThreadAttributeList(attributes, 1, 0, ref size) == 0)
                throw new Win32Exception();
            if (UpdateProcThreadAttribute(attributes, 0, HandleList, handles, 2 * nint.Size, 0, 0) == 0)
                throw new Win32Exception();
            var startup = new Startup { Size = Marshal.SizeOf<Startup>(), Flags = UseStandardHandles, Input = input, Output = output, Attributes = attributes };
            var flags = Detached | NewGroup | UnicodeEnvironment | ExtendedStartup | (leavesJob ? BreakAwayFromJob : 0);
            if (CreateProcess(0, command, 0, 0, 1, flags, environment, start.WorkingDirectory is { Length: > 0 } folder ? folder : null, in startup, out var process) == 0)
                throw new Win32Exception();
            _ = CloseHandle(process.Thread);
            return new SafeWaitHandle(process.Process, ownsHandle: true);
        }
        finally
        {
            Marshal.FreeHGlobal(attributes);
            Marshal.FreeHGlobal(handles);
            Marshal.FreeHGlobal(command);
            Marshal.FreeHGlobal(environment);
        }
    }

    /// <summary>Returns the exit code of a process that has ended.</summary>
    public static int ExitCode(SafeWaitHandle process) => GetExitCodeProcess(process, out var code) != 0 ? (int)code : -1;

    /// <summary>Quotes every part. None contains a quote or ends with a backslash.</summary>
    private static string CommandLine(ProcessStartInfo start) => string.Join(' ', start.ArgumentList.Prepend(start.FileName).Select(static part => $"\"{part}\""));

    private static string Environment(ProcessStartInfo start)
    {
        var block = new StringBuilder();
        foreach (var (name, value) in start.Environment.OrderBy(static variable => variable.Key, StringComparer.OrdinalIgnoreCase))
            block.Append(name).Append('=').Append(value).Append('\0');
        return block.Append('\0').ToString();
    }

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int InitializeProcThreadAttributeList(nint list, int count, int flags, ref nint size);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int UpdateProcThreadAttribute(nint list, uint flags, nint attribute, nint value, nint size, nint previous, nint returned);

    [DllImport("kernel32", EntryPoint = "CreateProcessW", SetLastError = true, CharSet = CharSet.Unicode)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int CreateProcess(nint program, nint commandLine, nint processSecurity, nint threadSecurity, int inheritsHandles, uint flags, nint environment, string? folder, in Startup startup, out Started process);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int CloseHandle(nint handle);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetStdHandle(int which);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetExitCodeProcess(SafeWaitHandle process, out uint code);

    /// <summary>STARTUPINFOEXW.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Startup
    {
        public int Size;
        public nint Reserved;
        public nint Desktop;
        public nint Title;
        public int X;
        public int Y;
        public int Width;
        public int Height;
        public int Columns;
        public int Rows;
        public int Fill;
        public int Flags;
        public short Show;
        public short ReservedSize;
        public nint ReservedBytes;
        public nint Input;
        public nint Output;
        public nint Errors;
        public nint Attributes;
    }

    /// <summary>PROCESS_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Started
    {
        public nint Process;
        public nint Thread;
        public int ProcessId;
        public int ThreadId;
    }
}
