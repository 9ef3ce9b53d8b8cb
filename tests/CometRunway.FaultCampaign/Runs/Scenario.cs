using CometRunway.FaultCampaign.Agents;
using CometRunway.FaultCampaign.Servers;
using CometRunway.FaultCampaign.Troubles;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>Everything about a run that its seed decides.</summary>
internal sealed record Scenario(int Seed, int Servers, IReadOnlyList<(Wish Wish, Traits Traits, int Slot)> Agents, IReadOnlyList<Trouble> Troubles, bool KillsOneOnly, bool KilledAtTheEnd)
{
    public static Scenario Draw(int seed, ServerProgram clockServer, bool mayMoveClock, string? only)
    {
        var random = new Random(seed);
        var servers = random.NextDouble() < 0.3 ? 2 : 1;
        var troubles = new TroubleDraw(seed, random, clockServer, mayMoveClock).Draw(only);
        var isClock = troubles.Any(trouble => trouble is MovedClock);
        var agents = new List<(Wish, Traits, int)>();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var wish = new Wish($"Run {seed} wish {i}: a slow pan to the left.", random.Next(3) == 0 ? $"https://example.com/{seed}.jpg" : TestImage.FileName);
            var slot = random.Next(servers);
            agents.Add((wish, TraitsOf(random, isClock), slot));
            // The same wish at both servers at once: only one may pay for it. Not where a clock may jump past the window of duplicates.
            if (servers == 2 && !isClock && random.Next(2) == 0)
                agents.Add((wish, TraitsOf(random, isClock), 1 - slot));
        }

        return new Scenario(seed, servers, agents, troubles, random.Next(2) == 0, random.Next(2) == 0);
    }

    /// <summary>A clock that jumps past the window of duplicates makes a repeated request a new one, so nobody repeats it there.</summary>
    private static Traits TraitsOf(Random random, bool isClock) => new()
    {
        CreatePatience = random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(20, 900)) : TimeSpan.FromSeconds(20),
        GetPatience = random.Next(6) == 0 ? TimeSpan.FromMilliseconds(random.Next(20, 900)) : TimeSpan.FromSeconds(20),
        ImpatientCalls = random.Next(1, 4),
        SaysCancelled = random.Next(3) > 0,
        RepeatsCreate = random.Next(2) == 0 && !isClock,
    };
}
