using CometRunway.FaultCampaign.Verdicts;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>What a run came to, and the faults that really happened in it.</summary>
internal sealed record RunReport(int Seed, Verdict Verdict, IReadOnlyList<string> Faults, TimeSpan Took);
