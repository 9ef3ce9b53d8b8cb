using System.Diagnostics;

namespace CometRunway.Core.Tests.Store;

/// <summary>What happens to the ledger file from outside.</summary>
public enum Trouble
{
    Deleted,
    OnlyFileDeleted,
    OnlyLogDeleted,
    OnlySharedMemoryDeleted,
    LogAndSharedMemoryDeleted,
    FolderMovedAway,
    FolderReplacedByCopy,
    FolderReplacedByOlderCopy,
    Emptied,
    Overwritten,
    OverwrittenFromTheMiddle,
    RestoredInPlace,
    RestoredByRename,
    ReplacedByAnother,
    OverwrittenByAnother,
}

/// <summary>Changes the ledger file as people and programs do: with commands of the system, in another process, so that no lock of this one ends.</summary>
internal static class LedgerTrouble
{
    /// <summary>Copies the ledger, for a later restore.</summary>
    public static void BackUp(string folder) => Run($"rm -rf {folder}.backup && cp -r {folder} {folder}.backup");

    /// <param name="trouble">What happens.</param>
    /// <param name="folder">The folder of the ledger.</param>
    /// <param name="other">The folder of another ledger.</param>
    public static void Cause(Trouble trouble, string folder, string other)
    {
        var file = $"{folder}/ledger.db";
        Run(trouble switch
        {
            Trouble.Deleted => $"rm -f {file}*",
            Trouble.OnlyFileDeleted => $"rm {file}",
            Trouble.OnlyLogDeleted => $"rm -f {file}-wal",
            Trouble.OnlySharedMemoryDeleted => $"rm -f {file}-shm",
            Trouble.LogAndSharedMemoryDeleted => $"rm -f {file}-wal {file}-shm",
            Trouble.FolderMovedAway => $"mv {folder} {folder}.away",
            Trouble.FolderReplacedByCopy => $"mv {folder} {folder}.away && cp -r {folder}.away {folder}",
            Trouble.FolderReplacedByOlderCopy => $"mv {folder} {folder}.away && cp -r {folder}.backup {folder}",
            Trouble.Emptied => $": > {file}",
            Trouble.Overwritten => $"dd if=/dev/urandom of={file} bs=4096 count=$(( ($(stat -c %s {file}) + 4095) / 4096 )) conv=notrunc status=none",
            Trouble.OverwrittenFromTheMiddle => $"dd if=/dev/urandom of={file} bs=4096 seek=$(( $(stat -c %s {file}) / 8192 )) count=$(( ($(stat -c %s {file}) + 8191) / 8192 )) conv=notrunc status=none",
            Trouble.RestoredInPlace => $"cp {folder}.backup/ledger.db {file}",
            Trouble.RestoredByRename => $"rm -f {file}* && cp {folder}.backup/ledger.db* {folder}/",
            Trouble.ReplacedByAnother => $"rm -f {file}* && cp {other}/ledger.db {file}",
            _ => $"cp {other}/ledger.db {file}",
        });
    }

    public static void Run(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]))!;
        shell.WaitForExit();
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"{script} failed.");
    }
}
