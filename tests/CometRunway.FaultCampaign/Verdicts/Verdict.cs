namespace CometRunway.FaultCampaign.Verdicts;

/// <summary>What a run came to.</summary>
internal sealed class Verdict
{
    /// <summary>Tasks that were charged.</summary>
    public int Charged { get; set; }

    /// <summary>Charged tasks of which the ledger rightly says that nobody can tell.</summary>
    public int Unknown { get; set; }

    /// <summary>Rows of unknown outcome of which nothing was charged.</summary>
    public int UnknownForNothing { get; set; }

    /// <summary>Files that were compared byte by byte.</summary>
    public int Files { get; set; }

    public List<string> Lost { get; } = [];

    public List<string> Doubled { get; } = [];

    public List<string> Damaged { get; } = [];

    public bool IsGood => Lost.Count + Doubled.Count + Damaged.Count == 0;

    public IEnumerable<string> Findings =>
        [.. Lost.Select(what => $"lost: {what}"), .. Doubled.Select(what => $"doubled: {what}"), .. Damaged.Select(what => $"damaged: {what}")];
}
