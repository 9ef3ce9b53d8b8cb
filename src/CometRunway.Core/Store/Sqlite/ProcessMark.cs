using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Identifies a process. Operating systems reuse process ids, so the start time, the machine and the boot are part of the identity.
/// </summary>
internal sealed record ProcessMark(string Machine, string Boot, string Space, int Id, string Start)
{
    /// <summary>The start time of a process that exists but cannot be read, for example of another user on Windows.</summary>
    private const string Unreadable = "?";

    public static ProcessMark Current()
    {
        var id = Environment.ProcessId;
        return new ProcessMark(Clean(Environment.MachineName), BootId(), PidSpace(), id, StartOf(id) ?? Unreadable);
    }

    public static ProcessMark? Parse(string? text) =>
        text?.Split('|') is [var machine, var boot, var space, var id, var start, ..]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ProcessMark(machine, boot, space, number, start)
            : null;

    /// <summary>
    /// Returns true if the process has ended; false if it runs, or if it is on another machine or in another container and cannot be observed.
    /// </summary>
    public bool IsGone(ProcessMark observer)
    {
        // Another boot is this machine before a restart, or another machine with the same name: the lease decides.
        if (Machine != observer.Machine || Boot != observer.Boot)
            return false;
        return Space == observer.Space && StartOf(Id) is var start && start != Start && start != Unreadable;
    }

    /// <summary>Returns true if the process runs; false if it has ended or cannot be observed.</summary>
    public bool IsRunning(ProcessMark observer) => Machine == observer.Machine && Boot == observer.Boot && Space == observer.Space && StartOf(Id) == Start;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}|{Boot}|{Space}|{Id}|{Start}");

    /// <summary>Returns the start time; null if the process does not exist or is a zombie process; <see cref="Unreadable"/> if it cannot be read.</summary>
    private static string? StartOf(int id) => OperatingSystem.IsLinux() ? LinuxStartOf(id) : OtherStartOf(id);

    private static string? LinuxStartOf(int id)
    {
        const int state = 0;
        const int startTime = 19;
        var folder = $"/proc/{id.ToString(CultureInfo.InvariantCulture)}";
        // A process that runs can be unreadable: this one has no file handle left, or the system hides the processes of others.
        if (ReadOrNull($"{folder}/stat") is not { } stat)
            return Directory.Exists(folder) ? Unreadable : null;
        // The process name in parentheses can contain any characters, so the fields are read after the last parenthesis.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > startTime && fields[state] is not ("Z" or "X") ? fields[startTime] : null;
    }

    private static string? OtherStartOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime.ToFileTimeUtc().ToString(CultureInfo.InvariantCulture);
        }
        catch (Win32Exception)
        {
            return Unreadable;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string BootId() => OperatingSystem.IsLinux() ? Clean(ReadOrNull("/proc/sys/kernel/random/boot_id")) : "";

    private static string PidSpace()
    {
        try
        {
            return OperatingSystem.IsLinux() ? Clean(new FileInfo("/proc/self/ns/pid").LinkTarget) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Clean(string? text) => (text ?? "").Trim().Replace('|', '-');
}
