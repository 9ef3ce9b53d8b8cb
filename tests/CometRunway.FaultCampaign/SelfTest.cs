namespace CometRunway.FaultCampaign;

/// <summary>Checks that the campaign detects each intentionally broken server.</summary>
internal sealed class SelfTest(CampaignOptions options, TextWriter output)
{
    /// <summary>Each server gets a disruption that exposes its bug, so that few runs suffice. The rest of a run is random as usual.</summary>
    private static readonly (string Name, string Bug, string Disruption)[] Broken =
    [
        ("retry-post", "the POST is repeated", "create"),
        ("resilient-post", "the POST goes through a handler that retries", "create"),
        ("stale-folder", "the ledger stays in a folder that was moved away", "ledger-folder"),
        ("late-row", "the row is written after the POST", "cancel"),
        ("tied-post", "the POST is cancelled with its caller", "cancel"),
    ];

    /// <summary>Returns false if one of them was not detected.</summary>
    public async Task<bool> RunAsync()
    {
        var all = true;
        foreach (var (name, bug, disruption) in Broken)
        {
            var campaign = new Campaign(options with { Broken = name, Only = options.Only ?? disruption, StopAtFirst = true }, TextWriter.Null);
            var totals = await campaign.RunAsync();
            var detected = totals.Lost + totals.Duplicated + totals.Damaged > 0;
            all &= detected;
            await output.WriteLineAsync(detected
                ? FormattableString.Invariant($"{name} ({bug}): detected after {totals.Runs} runs; seed {campaign.FirstFailure!.Seed}: {campaign.FirstFailure.RunResult.Findings.First()}")
                : FormattableString.Invariant($"{name} ({bug}): NOT detected in {totals.Runs} runs"));
        }

        return all;
    }
}
