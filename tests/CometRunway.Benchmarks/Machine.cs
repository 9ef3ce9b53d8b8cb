using System.Runtime.InteropServices;

namespace CometRunway.Benchmarks;

/// <summary>Describes the machine and its load.</summary>
internal static class Machine
{
    public static string Description =>
        FormattableString.Invariant($"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; {Load}");

    public static string Load => File.Exists("/proc/loadavg")
        ? $"load average (1 min) {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"
        : "load average unknown";
}
