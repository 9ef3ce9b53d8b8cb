using System.Runtime.InteropServices;

namespace CometRunway.Benchmarks;

/// <summary>Where the figures come from; without the load they would say little.</summary>
internal static class Machine
{
    public static string Description =>
        FormattableString.Invariant($"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; {Load}");

    public static string Load => File.Exists("/proc/loadavg")
        ? $"load of the last minute {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"
        : "load unknown";
}
