using CometRunway.FaultCampaign.Verification;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>The result of a run and the faults that occurred.</summary>
internal sealed record RunReport(int Seed, RunResult RunResult, IReadOnlyList<string> Faults, TimeSpan Duration)
{
    /// <summary>Creates a report of a problem found after the last run of a sandbox.</summary>
    public static RunReport AfterLastRun(string lost)
    {
        var result = new RunResult();
        result.Lost.Add(lost);
        return new RunReport(-1, result, [], TimeSpan.Zero);
    }
}
