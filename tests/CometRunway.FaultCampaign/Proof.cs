using CometRunway.Store.Sqlite;

namespace CometRunway.FaultCampaign;

/// <summary>That the campaign sees what it is for: each server that is broken on purpose must be caught.</summary>
internal sealed class Proof(CampaignOptions options, TextWriter output)
{
    /// <summary>Each meets the kind of trouble that its mistake cannot stand, so that few runs suffice; the rest of a run is drawn as ever.</summary>
    private static readonly (string Name, string Mistake, string Trouble)[] Broken =
    [
        ("retry-post", "the POST is repeated", "create"),
        ("late-row", "the row is written after the POST", "after-accept"),
        ("tied-post", "the POST ends with its caller", "cancel"),
    ];

    /// <summary>False when one of them got through.</summary>
    public async Task<bool> GiveAsync()
    {
        var all = true;
        foreach (var (name, mistake, trouble) in Broken)
        {
            var campaign = new Campaign(options with { Broken = name, Only = options.Only ?? trouble, StopAtFirst = true }, TextWriter.Null);
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
