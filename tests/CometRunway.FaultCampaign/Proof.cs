namespace CometRunway.FaultCampaign;

/// <summary>That the campaign sees what it is for: each server that is broken on purpose must be caught.</summary>
internal sealed class Proof(CampaignOptions options, TextWriter output)
{
    private static readonly (string Name, string Mistake)[] Broken =
    [
        ("retry-post", "the POST is repeated"),
        ("late-row", "the row is written after the POST"),
        ("tied-post", "the POST ends with its caller"),
    ];

    /// <summary>False when one of them got through.</summary>
    public async Task<bool> GiveAsync()
    {
        var all = true;
        foreach (var (name, mistake) in Broken)
        {
            var campaign = new Campaign(options with { Broken = name, StopAtFirst = true }, TextWriter.Null);
            var totals = await campaign.RunAsync();
            var caught = totals.Lost + totals.Doubled + totals.Damaged > 0;
            all &= caught;
            await output.WriteLineAsync(caught
                ? FormattableString.Invariant($"{name} ({mistake}): caught after {totals.Runs} runs; seed {campaign.FirstFailure!.Seed}: {campaign.FirstFailure.Verdict.Findings.First()}")
                : FormattableString.Invariant($"{name} ({mistake}): NOT caught in {totals.Runs} runs"));
        }

        return all;
    }
}
