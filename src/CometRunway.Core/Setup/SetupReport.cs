using CometRunway.ImageToVideo;
using CometRunway.Ledger;

namespace CometRunway.Setup;

/// <summary>How this installation stands: where it talks to, what it may read and write, what is left of its limits, what is wrong.</summary>
public sealed record SetupReport
{
    /// <summary>The gateway's address.</summary>
    public required Uri Service { get; init; }

    /// <summary>True when the address is this machine's own: nothing costs money there.</summary>
    public required bool IsSandbox { get; init; }

    /// <summary>What is wrong, what prevents creating first.</summary>
    public required IReadOnlyList<SetupProblem> Problems { get; init; }

    /// <summary>The models as they stand now.</summary>
    public required ModelTable Models { get; init; }

    /// <summary>What was used and how the limits stand; null when the ledger cannot be used.</summary>
    public LedgerTotals? Totals { get; init; }

    /// <summary>Where pictures may be read.</summary>
    public required IReadOnlyList<string> PictureFolders { get; init; }

    /// <summary>Where to tell people to put pictures; empty when no folder is allowed.</summary>
    public required string Inbox { get; init; }

    /// <summary>Where videos are saved.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>The ffmpeg that makes contact sheets; null when there is none.</summary>
    public string? Ffmpeg { get; init; }

    /// <summary>True when nothing that is known here stands in the way of creating a video.</summary>
    public bool CanCreate => !Problems.Any(p => p.PreventsCreating);
}
