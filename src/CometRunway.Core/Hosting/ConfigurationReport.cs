using CometRunway.Requests;
using CometRunway.Store;

namespace CometRunway.Hosting;

/// <summary>How this installation stands: where it talks to, what it may read and write, what is left of its limits, what is wrong.</summary>
public sealed record ConfigurationReport
{
    /// <summary>The gateway's address.</summary>
    public required Uri Service { get; init; }

    /// <summary>True when the address is this machine's own: nothing costs money there.</summary>
    public required bool IsSandbox { get; init; }

    /// <summary>What is wrong, what prevents creating first.</summary>
    public required IReadOnlyList<ConfigurationProblem> Problems { get; init; }

    /// <summary>The models as they stand now.</summary>
    public required ModelListing Models { get; init; }

    /// <summary>What was used and how the limits stand; null when the ledger cannot be used.</summary>
    public UsageTotals? Totals { get; init; }

    /// <summary>The folders from which images may be read; empty when the app has an image source of its own.</summary>
    public required IReadOnlyList<string> ImageFolders { get; init; }

    /// <summary>Where to tell people to put images; empty when no folder is allowed.</summary>
    public required string Inbox { get; init; }

    /// <summary>Where videos are saved, as the video store calls it: a folder, unless the app has a store of its own.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>The ffmpeg that makes contact sheets; null when there is none.</summary>
    public string? Ffmpeg { get; init; }

    /// <summary>True when nothing that is known here stands in the way of creating a video.</summary>
    public bool CanCreate => !Problems.Any(p => p.PreventsCreating);
}
