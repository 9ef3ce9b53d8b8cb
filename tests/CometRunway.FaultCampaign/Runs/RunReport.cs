using CometRunway.FaultCampaign.Verdicts;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>What a run came to, and the faults that really happened in it.</summary>
internal sealed record RunReport(int Seed, Verdict Verdict, IReadOnlyList<string> Faults, TimeSpan Took)
{
    /// <summary>Something that was noticed when the last run of a sandbox was over.</summary>
    public static RunReport AfterAll(string lost)
    {
        var verdict = new Verdict();
        verdict.Lost.Add(lost);
        return new RunReport(-1, verdict, [], TimeSpan.Zero);
    }
}
