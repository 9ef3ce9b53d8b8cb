using CometRunway.Options;

namespace CometRunway.VariantServer;

/// <summary>
/// Intentionally broken: the server stays in the ledger folder that it was started with, even if that folder is moved away. It uses the folder as its
/// working folder and finds it by the link of the process.
/// </summary>
internal static class StaleFolder
{
    public static void Apply(CometRunwayOptions options)
    {
        if (options.HomeDirectory is not { } home || home.StartsWith("/proc/", StringComparison.Ordinal))
            return;
        Directory.SetCurrentDirectory(home);
        options.HomeDirectory = FormattableString.Invariant($"/proc/{Environment.ProcessId}/cwd");
    }
}
