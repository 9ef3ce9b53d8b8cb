using System.Diagnostics;
using CometRunway.FaultCampaign.Runs;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>A small disk for the ledger or the videos fills up and has free space again later.</summary>
internal sealed class FullDisk(bool ofLedger, int kilobytes, int after, int lasts) : Disruption
{
    private static readonly Lazy<bool> Possible = new(Try);

    /// <summary>Whether this user can mount a disk.</summary>
    public static bool IsPossible => Possible.Value;

    public override string Kind => ofLedger ? "disk full: ledger" : "disk full: videos";

    public override Task PrepareAsync(RunEnvironment environment)
    {
        if (!Mount(FolderOf(environment), kilobytes))
            throw new InvalidOperationException("The disk could not be mounted.");
        return Task.CompletedTask;
    }

    public override async Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        await RealTime.PauseAsync(TimeSpan.FromMilliseconds(after), cancellationToken);
        Fill(Filler(environment));
        environment.Log(Kind);
        environment.RunRecord.RecordFault(Kind);
        await RealTime.PauseAsync(TimeSpan.FromMilliseconds(lasts), cancellationToken);
    }

    public override Task EndAsync(RunEnvironment environment)
    {
        File.Delete(Filler(environment));
        return Task.CompletedTask;
    }

    /// <summary>Unmounts the disk and discards its content.</summary>
    public static void Unmount(string folder) => Run("umount", "-l", folder);

    private string FolderOf(RunEnvironment environment) => ofLedger ? environment.Home : environment.Output;

    private string Filler(RunEnvironment environment) => Path.Combine(FolderOf(environment), ".filler");

    private static void Fill(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (var block = new byte[4096]; ; file.Write(block))
            {
                // Until the disk is full.
            }
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }

    private static bool Try()
    {
        var folder = Directory.CreateTempSubdirectory("fault-campaign-disk-").FullName;
        var mounted = Mount(folder, 64);
        if (mounted)
            Unmount(folder);
        Directory.Delete(folder);
        return mounted;
    }

    private static bool Mount(string folder, int kilobytes) =>
        OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={kilobytes}k"), "fault-campaign", folder);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
