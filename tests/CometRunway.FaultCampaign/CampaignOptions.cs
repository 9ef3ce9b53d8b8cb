using System.Globalization;

namespace CometRunway.FaultCampaign;

/// <summary>What to run.</summary>
internal sealed record CampaignOptions
{
    public const string Usage =
        """
        fault campaign: kills, resets, time-outs and full disks around real servers; afterwards nothing may be lost, doubled or damaged.

          --runs N        how many runs (default 12)
          --seed S        run i draws its faults from S + i (default 1)
          --parallel N    runs at once (default twice the processors)
          --server PATH   the server to test, a program or an assembly (default: the one built beside this)
          --broken NAME   test a server that is broken on purpose: retry-post, late-row, tied-post
          --only KIND     give every run this trouble
          --tell          say what happened in every run
          --prove         show instead that each server that is broken on purpose is caught within --runs runs
        """;

    public int Runs { get; init; } = 12;

    public int Seed { get; init; } = 1;

    public int Parallel { get; init; } = Environment.ProcessorCount * 2;

    public string? Server { get; init; }

    public string? Broken { get; init; }

    public string? Only { get; init; }

    /// <summary>Say what happened in every run.</summary>
    public bool Tells { get; init; }

    /// <summary>Show that broken servers are caught.</summary>
    public bool Proves { get; init; }

    /// <summary>End at the first failure.</summary>
    public bool StopAtFirst { get; init; }

    public static CampaignOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new CampaignOptions();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--tell" or "--prove")
            {
                options = args[i] == "--tell" ? options with { Tells = true } : options with { Proves = true };
                continue;
            }

            var value = i + 1 < args.Count ? args[i + 1] : "";
            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : -1;
            CampaignOptions? next = args[i] switch
            {
                "--runs" when number > 0 => options with { Runs = number },
                "--seed" when number >= 0 => options with { Seed = number },
                "--parallel" when number > 0 => options with { Parallel = number },
                "--server" when File.Exists(value) => options with { Server = Path.GetFullPath(value) },
                "--broken" when value.Length > 0 => options with { Broken = value },
                "--only" when value.Length > 0 => options with { Only = value },
                _ => null,
            };
            if (next is null)
                return null;
            (options, i) = (next, i + 1);
        }

        return options;
    }
}
