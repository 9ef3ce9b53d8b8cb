using System.Globalization;
using System.Text.Json;

namespace CometRunway.Benchmarks.Following;

/// <summary>What a process used.</summary>
/// <param name="CreateSeconds">The processor time until the last task was created.</param>
/// <param name="Seconds">The processor time of the whole process, including its start.</param>
/// <param name="ResidentMegabytes">The highest resident memory.</param>
/// <param name="ManagedMegabytes">The highest managed memory in use, sampled.</param>
/// <param name="StopMilliseconds">How long the stop took.</param>
internal sealed record FollowUse(double CreateSeconds, double Seconds, double ResidentMegabytes, double ManagedMegabytes, double StopMilliseconds)
{
    public static double ProcessorSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Writes the use of this process as the last line of its output.</summary>
    public static void Print(double createSeconds, double managedMegabytes, double stopMilliseconds = 0) =>
        Console.WriteLine(JsonSerializer.Serialize(new FollowUse(createSeconds, ProcessorSeconds, PeakMegabytes("/proc/self/status"), managedMegabytes, stopMilliseconds)));

    /// <summary>The highest resident memory, from a status file of Linux.</summary>
    public static double PeakMegabytes(string status)
    {
        const string peak = "VmHWM:";
        if (!File.Exists(status))
            return Environment.WorkingSet / 1048576.0;
        var line = File.ReadLines(status).First(line => line.StartsWith(peak, StringComparison.Ordinal));
        return double.Parse(line[peak.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}
