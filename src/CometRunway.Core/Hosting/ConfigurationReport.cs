using CometRunway.Requests;
using CometRunway.Store;

namespace CometRunway.Hosting;

/// <summary>The state of this installation: gateway, folders, remaining limits and problems.</summary>
internal sealed record ConfigurationReport
{
    /// <summary>The gateway's address.</summary>
    public required Uri Service { get; init; }

    /// <summary>True when the address is a loopback address: the sandbox, which costs nothing.</summary>
    public required bool IsSandbox { get; init; }

    /// <summary>The problems, those that prevent creating first.</summary>
    public required IReadOnlyList<ConfigurationProblem> Problems { get; init; }

    /// <summary>The models and their availability.</summary>
    public required ModelListing Models { get; init; }

    /// <summary>The usage and the remaining limits; null when the ledger cannot be used.</summary>
    public UsageTotals? Totals { get; init; }

    /// <summary>The folders from which images may be read.</summary>
    public required IReadOnlyList<string> ImageFolders { get; init; }

    /// <summary>The folder in which users should put images; empty when no folder is allowed.</summary>
    public required string Inbox { get; init; }

    /// <summary>The folder where videos are saved.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>The path of the ffmpeg program for contact sheets; null when it is not found.</summary>
    public string? Ffmpeg { get; init; }

    /// <summary>True when no known problem prevents creating a video.</summary>
    public bool CanCreate => !Problems.Any(p => p.PreventsCreating);
}
