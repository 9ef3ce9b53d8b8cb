namespace CometRunway.FaultCampaign.Verdicts;

/// <summary>What a run came to.</summary>
internal sealed class Verdict
{
    /// <summary>Tasks that were charged.</summary>
    public int Charged { get; set; }

    /// <summary>Charged tasks of which the ledger rightly says that nobody can tell.</summary>
    public int Unknown { get; set; }

    /// <summary>Those among them whose answer had left the sandbox when their server was killed, so shortly after that it may not have got there.</summary>
    public int UnknownByAHair { get; set; }

    /// <summary>Rows of unknown outcome of which nothing was charged.</summary>
    public int UnknownForNothing { get; set; }

    /// <summary>Files that were compared byte by byte.</summary>
    public int Files { get; set; }

    public List<string> Lost { get; } = [];

    public List<string> Doubled { get; } = [];

    public List<string> Damaged { get; } = [];

    /// <summary>Why this run could not be judged at all.</summary>
    public List<string> Unjudged { get; } = [];

    public bool IsGood => Lost.Count + Doubled.Count + Damaged.Count + Unjudged.Count == 0;

    public IEnumerable<string> Findings =>
    [
        .. Lost.Select(what => $"lost: {what}"),
        .. Doubled.Select(what => $"doubled: {what}"),
        .. Damaged.Select(what => $"damaged: {what}"),
        .. Unjudged.Select(what => $"not judged: {what}"),
    ];
}
