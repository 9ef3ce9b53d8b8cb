using CometRunway.FaultCampaign.Agents;
using CometRunway.FaultCampaign.Disruptions;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>All random choices of a run.</summary>
internal sealed record Scenario(int Seed, int Servers, IReadOnlyList<(VideoRequest VideoRequest, ClientBehavior ClientBehavior, int Slot)> Agents, IReadOnlyList<Disruption> Disruptions, bool KillsFirstOnly, bool KillsAtEnd)
{
    public static Scenario Draw(int seed, ServerProgram clockServer, bool canMoveClock, string? only)
    {
        var random = new Random(seed);
        var servers = random.NextDouble() < 0.3 ? 2 : 1;
        var disruptions = new DisruptionPicker(seed, random, clockServer, canMoveClock).Pick(only);
        var isClock = disruptions.Any(disruption => disruption is MovedClock);
        var agents = new List<(VideoRequest, ClientBehavior, int)>();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var request = new VideoRequest($"Run {seed} request {i}: a slow pan to the left.", random.Next(3) == 0 ? $"https://example.com/{seed}.jpg" : TestImage.FileName);
            var slot = random.Next(servers);
            agents.Add((request, BehaviorOf(random, isClock), slot));
            // The same request at both servers at once: only one may pay for it. Not if a clock may jump past the duplicate window.
            if (servers == 2 && !isClock && random.Next(2) == 0)
                agents.Add((request, BehaviorOf(random, isClock), 1 - slot));
        }

        return new Scenario(seed, servers, agents, disruptions, random.Next(2) == 0, random.Next(2) == 0);
    }

    /// <summary>A clock that jumps past the duplicate window makes a repeated request a new one, so requests are not repeated then.</summary>
    private static ClientBehavior BehaviorOf(Random random, bool isClock) => new()
    {
        CreateTimeout = random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(20, 900)) : TimeSpan.FromSeconds(20),
        GetTimeout = random.Next(6) == 0 ? TimeSpan.FromMilliseconds(random.Next(20, 900)) : TimeSpan.FromSeconds(20),
        ShortTimeoutCalls = random.Next(1, 4),
        SendsCancellation = random.Next(3) > 0,
        RepeatsCreate = random.Next(2) == 0 && !isClock,
    };
}
