using System.Diagnostics;
using CometRunway.Diagnostics;
using CometRunway.FaultCampaign.Runs;

namespace CometRunway.FaultCampaign.Troubles;

/// <summary>A small disk of its own under the ledger or the videos fills up, and later has room again.</summary>
internal sealed class FullDisk(bool ofLedger, int kilobytes, int after, int lasts) : Trouble
{
    private static readonly Lazy<bool> Possible = new(Try);

    /// <summary>Whether this user may mount a disk at all.</summary>
    public static bool IsPossible => Possible.Value;

    public override string Kind => ofLedger ? "disk full: ledger" : "disk full: videos";

    public override Task PrepareAsync(Stage stage)
    {
        if (!Mount(FolderOf(stage), kilobytes))
            throw new InvalidOperationException("The disk cannot be mounted.");
        return Task.CompletedTask;
    }

    public override async Task StrikeAsync(Stage stage, CancellationToken cancellationToken)
    {
        await Task.Delay(after, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Fill(Filler(stage));
        stage.Log(Kind);
        stage.Books.Struck(Kind);
        await Task.Delay(lasts, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override Task EndAsync(Stage stage)
    {
        File.Delete(Filler(stage));
        return Task.CompletedTask;
    }

    /// <summary>Takes the disk away; what was on it is gone.</summary>
    public static void Unmount(string folder) => Run("umount", "-l", folder);

    private string FolderOf(Stage stage) => ofLedger ? stage.Home : stage.Output;

    private string Filler(Stage stage) => Path.Combine(FolderOf(stage), ".filler");

    private static void Fill(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (var block = new byte[4096]; ; file.Write(block))
            {
                // Until there is no room.
            }
        }
        catch (IOException)
        {
            // Full.
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
