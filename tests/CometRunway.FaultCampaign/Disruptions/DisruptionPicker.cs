using CometRunway.FaultCampaign.Sandboxes;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>Picks the disruptions of a run: one by weight, and often a second one.</summary>
/// <param name="seed">The seed of the run.</param>
/// <param name="random">The random numbers of the run.</param>
/// <param name="variant">Returns a variant of the server by name; null if the tested server is a variant itself.</param>
internal sealed class DisruptionPicker(int seed, Random random, Func<string, ServerProgram>? variant)
{
    private const double GoldenRatio = 0.6180339887498949;

    private static readonly string[] OnCreate =
    [
        "reset-before-accept", "reset-after-accept", "cut-body", "slow-body", "html-200", "html-200-after-accept", "empty-200", "not-json",
        "null-json", "foreign-shape", "no-id", "two-objects", "do-request-failed", "insert-task-failed", "bad-gateway", "service-unavailable",
        "gateway-timeout", "timeout-524", "gateway-timeout-after-accept", "server-error-after-accept", "too-many-requests", "saturated",
        "empty-429", "validation-masked", "redirect-307", "quota-not-enough",
    ];

    private static readonly string[] OnRead =
    [
        "reset-after-accept", "cut-body", "slow-body", "html-200", "empty-200", "not-json", "task-not-exist", "task-not-exist-200",
        "get-task-failed", "bad-gateway", "service-unavailable", "timeout-524", "too-many-requests", "empty-429", "upstream-502", "unauthorized",
    ];

    private static readonly string[] OnOutput =
    [
        "link-expired", "link-gone", "reset-before-accept", "cut-body", "slow-body", "bad-gateway", "service-unavailable", "error-page-as-mp4",
        "html-200",
    ];

    private static readonly string[] OnTask = ["throttled", "INTERNAL.BAD_OUTPUT.01", "SAFETY.INPUT.TEXT", "cancelled", "never-visible", "failure-without-text"];

    private static readonly string[] OnDelivery =
    [
        "link-in-metadata", "link-in-video", "link-in-output-object", "link-in-list-text", "link-needs-key", "link-needs-key-redirect",
        "link-percent-escapes", "link-relative", "link-relative-host", "file-gzip", "file-gzip-label", "file-206", "file-206-half",
        "answer-as-html", "answer-as-text", "answer-without-type",
    ];

    private (string Name, int Weight, Func<Disruption> Make)[] Kinds =>
    [
        ("random-kill", 12, RandomKill),
        ("before-accept", 8, () => new KillWhilePaused("pause-before-accept", "POST paused before it was accepted", random.Next(300))),
        ("after-accept", 8, () => new KillWhilePaused("pause-after-accept", "POST paused after it was accepted", random.Next(300))),
        ("half-response", 7, () => new KillWhilePaused("pause-half-response", "half of the response", random.Next(300))),
        ("near-response", 8, () => new KillNearResponse(random.Next(12))),
        ("row", 7, () => new KillOnRow("row written", "state = 'submitting'")),
        ("id", 7, () => new KillOnRow("id written", "task_id IS NOT NULL")),
        ("succeeded", 4, () => new KillOnRow("success written", "state = 'succeeded'")),
        ("download", 8, () => new KillDuringDownload(random.Next(400))),
        ("cancel", 5, () => NewCallerLeaves(Departure.CancelledCall)),
        ("client-gone", 5, () => NewCallerLeaves(Departure.ClosedInput)),
        ("kill-tree", 6, () => NewCallerLeaves(Departure.ClosedInputAndKilledTree)),
        ("sigterm", 4, () => NewCallerLeaves(Departure.Term)),
        ("sighup", 3, () => NewCallerLeaves(random.Next(2) == 0 ? Departure.Hup : Departure.Quit)),
        ("time-limit", 4, () => new ResponseAfterTimeout(Pick("pause-before-accept", "pause-after-accept"))),
        ("create", 14, () => new ScriptedFaults(Rules("create", OnCreate, 2))),
        ("read", 6, () => new ScriptedFaults(Rules("read", OnRead, 4))),
        ("output", 5, () => new ScriptedFaults(Rules("output", OnOutput, 3))),
        ("delivery", 12, () => new ScriptedFaults(Deliveries())),
        ("slow-downloads", 3, () => new SlowDownloads(random.Next(3, 6))),
        ("task", 3, () => new ScriptedFaults(Rules("task", OnTask, 1))),
        ("clock", variant is null ? 0 : 6, Clock),
        ("late-restart", variant is null ? 0 : 5, () => new LateRestart(variant!("clock"), random.Next(50, 2000))),
        ("inherited-handlers", variant is null ? 0 : 5, () => new InheritedHandlers(variant!("inherited-handlers"), Rules("create", OnCreate, 2))),
        ("ledger-deleted", 3, () => NewLedgerChange(LedgerChange.Deleted)),
        ("ledger-emptied", 3, () => NewLedgerChange(LedgerChange.Emptied)),
        ("ledger-overwritten", 3, () => NewLedgerChange(LedgerChange.Overwritten)),
        ("ledger-restored", 3, () => NewLedgerChange(LedgerChange.Restored)),
        ("ledger-folder", 3, () => NewLedgerChange(LedgerChange.FolderReplaced)),
        ("disk-ledger", FullDisk.IsPossible ? 3 : 0, () => new FullDisk(ofLedger: true, random.Next(600, 1200), random.Next(200, 2500), random.Next(300, 3000))),
        ("disk-videos", FullDisk.IsPossible ? 3 : 0, () => new FullDisk(ofLedger: false, random.Next(8000, 12000), random.Next(200, 2500), random.Next(300, 3000))),
    ];

    public IReadOnlyList<Disruption> Pick(string? only)
    {
        var kinds = Kinds;
        var first = only is null ? PickByWeight(kinds) : kinds.First(kind => kind.Name == only).Make();
        return random.NextDouble() switch
        {
            < 0.2 when first.AllowsKills && first is not KillAtRandom => [first, RandomKill()],
            < 0.4 when first is not ScriptedFaults and not SlowDownloads => [first, new ScriptedFaults(Rules("read", OnRead, 2))],
            < 0.5 when first is not ScriptedFaults and not SlowDownloads => [first, new ScriptedFaults(Rules("output", OnOutput, 1))],
            _ => [first],
        };
    }

    /// <summary>Steps by the golden ratio instead of a random number, so that consecutive seeds get different kinds.</summary>
    private Disruption PickByWeight((string Name, int Weight, Func<Disruption> Make)[] kinds)
    {
        var at = (int)(seed * GoldenRatio % 1 * kinds.Sum(kind => kind.Weight));
        return kinds.First(kind => (at -= kind.Weight) < 0).Make();
    }

    private KillAtRandom RandomKill() => new([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(2500))]);

    private CallerLeaves NewCallerLeaves(Departure how) => new(how, Pick("pause-before-accept", "pause-after-accept", "pause-half-response"), random.Next(50, 1200));

    private ChangedLedger NewLedgerChange(LedgerChange change) => new(change, random.Next(2) == 0, random.Next(1500));

    /// <summary>Jumps forward and back by seconds to hours; sometimes the clock starts in a wrong year and is corrected.</summary>
    private MovedClock Clock()
    {
        double[] offsets = [-7200, -60, -3, 5, 45, 660, 900, 7200];
        var start = random.Next(5) == 0 ? -86400 * 200 : 0;
        return new MovedClock(
            variant!("clock"),
            start,
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (random.Next(150, 1500), offsets[random.Next(offsets.Length)]))]);
    }

    private List<FaultRule> Rules(string on, string[] names, int maxRules) =>
    [
        .. Enumerable.Range(0, random.Next(1, maxRules + 1)).Select(_ => new FaultRule(on, Pick(names))
        {
            Skip = random.Next(2),
            Times = on == "task" ? 1 : random.Next(1, 3),
            RetryAfter = random.Next(2) == 0 ? "0" : null,
        }),
    ];

    /// <summary>Each task is delivered in a way of its own.</summary>
    private List<FaultRule> Deliveries() => [.. Enumerable.Range(0, 6).Select(_ => new FaultRule("task", Pick(OnDelivery)))];

    private string Pick(params string[] names) => names[random.Next(names.Length)];
}
