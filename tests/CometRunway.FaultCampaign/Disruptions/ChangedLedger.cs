using System.Security.Cryptography;
using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>What happens to the ledger.</summary>
internal enum LedgerChange
{
    /// <summary>The database and the files that SQLite keeps beside it are deleted.</summary>
    Deleted,

    /// <summary>The database is truncated to 0 bytes.</summary>
    Emptied,

    /// <summary>The database is overwritten with random bytes.</summary>
    Overwritten,

    /// <summary>The database is replaced by a copy from the beginning of the run.</summary>
    Restored,

    /// <summary>The folder is moved away, and a copy takes its place.</summary>
    FolderReplaced,
}

/// <summary>Something else changes the ledger while servers use it. They run on, so what they know must not get lost.</summary>
/// <param name="change">What happens.</param>
/// <param name="duringPost">Whether it happens while the POST of a task is in flight.</param>
/// <param name="after">The time in milliseconds from the first row to the change.</param>
internal sealed class ChangedLedger(LedgerChange change, bool duringPost, int after) : Disruption
{
    private static readonly string[] Files = ["ledger.db", "ledger.db-wal", "ledger.db-shm"];

    public override string Kind => $"ledger: {change}{(duringPost ? " while a POST is in flight" : "")}";

    /// <summary>A task that only an ended server knew may be lost with its file.</summary>
    public override bool AllowsKills => false;

    public override async Task PrepareAsync(RunEnvironment environment)
    {
        if (duringPost)
            await environment.Sandbox.ScriptAsync(new FaultRule("create", "pause-after-accept"));
    }

    public override async Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        using (var ledger = new LedgerReader(environment.Home))
        {
            if (!await WaitForAsync(() => Task.FromResult(ledger.HasRow("true")), cancellationToken))
                return;
        }

        var backup = environment.Home + ".backup";
        Copy(environment.Home, backup);
        await RealTime.PauseAsync(TimeSpan.FromMilliseconds(after), cancellationToken);
        if (duringPost)
            await WaitForAsync(async () => await environment.Sandbox.PausedAsync() > 0, cancellationToken);
        environment.Log(Kind);
        environment.RunRecord.RecordFault(Kind);
        Change(environment.Home, backup);
        await environment.Sandbox.ReleaseAsync();
    }

    private void Change(string home, string backup)
    {
        var database = Path.Combine(home, Files[0]);
        switch (change)
        {
            case LedgerChange.Deleted:
                Delete(home);
                break;
            case LedgerChange.Emptied:
                Overwrite(database, []);
                break;
            case LedgerChange.Overwritten:
                Overwrite(database, RandomNumberGenerator.GetBytes((int)new FileInfo(database).Length));
                break;
            case LedgerChange.Restored:
                Delete(home);
                Copy(backup, home);
                break;
            default:
                Directory.Move(home, home + ".moved");
                Copy(home + ".moved", home);
                break;
        }
    }

    /// <summary>Writes into the existing file, as a shell redirection does.</summary>
    private static void Overwrite(string file, byte[] content)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.SetLength(0);
        stream.Write(content);
    }

    private static void Delete(string home)
    {
        foreach (var file in Files)
            File.Delete(Path.Combine(home, file));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            try
            {
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
            }
            catch (IOException)
            {
                // A server deleted it in the meantime, or is just writing it.
            }
        }
    }
}
