using CometRunway.FaultCampaign.Agents;
using CometRunway.FaultCampaign.Disruptions;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>All random choices of a run.</summary>
internal sealed record Scenario(int Seed, int Servers, IReadOnlyList<(VideoRequest VideoRequest, ClientBehavior ClientBehavior, int Slot)> Agents, IReadOnlyList<Disruption> Disruptions, bool KillsFirstOnly, bool KillsAtEnd)
{
    /// <summary>Whether something else changes the ledger.</summary>
    public bool ChangesLedger => Disruptions.Any(disruption => disruption is ChangedLedger);

    /// <summary>Whether some downloads are slow.</summary>
    public bool HasSlowDownloads => Disruptions.Any(disruption => disruption is SlowDownloads);

    /// <summary>Whether a disk is small.</summary>
    public bool FillsDisk => Disruptions.Any(disruption => disruption is FullDisk);

    public static Scenario Draw(int seed, Func<string, ServerProgram>? variant, string? only)
    {
        var random = new Random(seed);
        var servers = random.NextDouble() < 0.3 ? 2 : 1;
        var disruptions = new DisruptionPicker(seed, random, variant).Pick(only);
        var isClock = disruptions.Any(disruption => disruption is MovedClock or LateRestart);
        var agents = new List<(VideoRequest, ClientBehavior, int)>();
        for (var i = disruptions.Any(disruption => disruption is SlowDownloads) ? SlowDownloads.Requests : random.Next(1, 4); i > 0; i--)
        {
            // A clock may jump past the duplicate window. Then only the request id makes a repeated request the same one.
            var requestId = isClock || random.Next(2) == 0 ? FormattableString.Invariant($"run-{seed}-{i}") : null;
            var request = new VideoRequest($"Run {seed} request {i}: a slow pan to the left.", random.Next(3) == 0 ? $"https://example.com/{seed}.jpg" : TestImage.FileName, requestId);
            var slot = random.Next(servers);
            agents.Add((request, BehaviorOf(random, requestId), slot));
            // The same request at both servers at once: only one may pay for it.
            if (servers == 2 && random.Next(2) == 0)
                agents.Add((request, BehaviorOf(random, requestId), 1 - slot));
        }

        return new Scenario(seed, servers, agents, disruptions, random.Next(2) == 0, random.Next(2) == 0 && disruptions.All(disruption => disruption.AllowsKills));
    }

    private static ClientBehavior BehaviorOf(Random random, string? requestId) => new()
    {
        CreateTimeout = random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(20, 900)) : TimeSpan.FromSeconds(20),
        GetTimeout = random.Next(6) == 0 ? TimeSpan.FromMilliseconds(random.Next(20, 900)) : TimeSpan.FromSeconds(20),
        ShortTimeoutCalls = random.Next(1, 4),
        SendsCancellation = random.Next(3) > 0,
        RepeatsCreate = random.Next(2) == 0,
        Restarts = requestId is not null,
    };
}
