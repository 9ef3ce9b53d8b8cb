using System.Globalization;

namespace CometRunway.FaultCampaign;

/// <summary>Options of the campaign.</summary>
internal sealed record CampaignOptions
{
    public const string Usage =
        """
        Fault campaign: kills, resets, timeouts and full disks around real servers. Afterwards nothing may be lost, duplicated or damaged.

          --runs N        number of runs (default 12)
          --seed S        run i uses the random seed S + i (default 1)
          --parallel N    parallel runs (default: twice the number of processors)
          --server PATH   the server to test, an executable or an assembly (default: the one of this build)
          --broken NAME   test an intentionally broken server: retry-post, resilient-post, late-row,
                          tied-post, stale-folder
          --only KIND     use this kind of disruption in all runs
          --verbose       print what happened in each run
          --prove         check instead that each intentionally broken server is detected within --runs runs
        """;

    public int Runs { get; init; } = 12;

    public int Seed { get; init; } = 1;

    public int Parallel { get; init; } = Environment.ProcessorCount * 2;

    public string? Server { get; init; }

    public string? Broken { get; init; }

    public string? Only { get; init; }

    /// <summary>Whether to print what happened in each run.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Whether to check that broken servers are detected.</summary>
    public bool RunsSelfTest { get; init; }

    /// <summary>Whether to stop at the first failure.</summary>
    public bool StopAtFirst { get; init; }

    public static CampaignOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new CampaignOptions();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--verbose" or "--prove")
            {
                options = args[i] == "--verbose" ? options with { IsVerbose = true } : options with { RunsSelfTest = true };
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
