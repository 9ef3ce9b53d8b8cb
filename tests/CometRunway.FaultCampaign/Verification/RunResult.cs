namespace CometRunway.FaultCampaign.Verification;

/// <summary>The result of a run.</summary>
internal sealed class RunResult
{
    /// <summary>The number of charged tasks.</summary>
    public int Charged { get; set; }

    /// <summary>The number of charged tasks whose outcome is recorded as unknown.</summary>
    public int Unknown { get; set; }

    /// <summary>The number of create requests that reached the service.</summary>
    public int Creates { get; set; }

    /// <summary>The number of ledger rows with an unknown outcome that were not charged.</summary>
    public int UnknownNotCharged { get; set; }

    /// <summary>The recorded cause of each unknown outcome, and whether the task was charged.</summary>
    public List<string> UnknownCauses { get; } = [];

    /// <summary>The number of files that were compared byte by byte.</summary>
    public int Files { get; set; }

    public List<string> Lost { get; } = [];

    public List<string> Duplicated { get; } = [];

    public List<string> Damaged { get; } = [];

    /// <summary>Why the run could not be verified.</summary>
    public List<string> NotVerified { get; } = [];

    public bool Passed => Lost.Count + Duplicated.Count + Damaged.Count + NotVerified.Count == 0;

    public IEnumerable<string> Findings =>
    [
        .. Lost.Select(finding => $"lost: {finding}"),
        .. Duplicated.Select(finding => $"duplicated: {finding}"),
        .. Damaged.Select(finding => $"damaged: {finding}"),
        .. NotVerified.Select(finding => $"not verified: {finding}"),
    ];
}
