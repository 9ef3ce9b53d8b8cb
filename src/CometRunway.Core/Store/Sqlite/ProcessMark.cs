using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace CometRunway.Store.Sqlite;

/// <summary>Identifies one process. Process ids are reused, so the start time, the machine and the boot are part of the identity.</summary>
internal sealed record ProcessMark(string Machine, string Boot, string Space, int Id, string Start)
{
    public static ProcessMark Current()
    {
        var id = Environment.ProcessId;
        return new ProcessMark(Clean(Environment.MachineName), BootId(), PidSpace(), id, StartOf(id) ?? "");
    }

    public static ProcessMark? Parse(string? text) =>
        text?.Split('|') is [var machine, var boot, var space, var id, var start, ..]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ProcessMark(machine, boot, space, number, start)
            : null;

    /// <summary>True only when it is certain. A process on another machine or in another container cannot be observed.</summary>
    public bool IsGone(ProcessMark observer)
    {
        if (Machine != observer.Machine)
            return false;
        if (Boot != observer.Boot)
            return true;
        return Space == observer.Space && StartOf(Id) != Start;
    }

    /// <summary>True only when it is certain.</summary>
    public bool IsRunning(ProcessMark observer) => Machine == observer.Machine && Boot == observer.Boot && Space == observer.Space && StartOf(Id) == Start;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}|{Boot}|{Space}|{Id}|{Start}");

    /// <summary>Null when there is no such process, or when it has ended and its parent has not read its exit code yet.</summary>
    private static string? StartOf(int id) => OperatingSystem.IsLinux() ? LinuxStartOf(id) : OtherStartOf(id);

    private static string? LinuxStartOf(int id)
    {
        const int state = 0;
        const int startTime = 19;
        if (ReadOrNull($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat") is not { } stat)
            return null;
        // The name in parentheses may hold anything, so the fields are counted from its end.
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
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
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
