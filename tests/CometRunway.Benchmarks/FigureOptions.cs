using System.Globalization;

namespace CometRunway.Benchmarks;

/// <summary>Options of the benchmarks.</summary>
internal sealed record FigureOptions
{
    public const string Usage =
        """
        Measures rendering, ledger, gallery, server startup and the following of many tasks. The results are printed without limits, because machines differ.

          --only PART     render, ledger, gallery, server or follow (default: all)
          --tasks N       the number of tasks to follow (default: 50, 300 and 1000)
          --server PATH   the server to measure, preferably the Native AOT build
          --floor PATH    tests/CometRunway.EchoFloor in Native AOT, measured alternately with the server
          --hosted-floor PATH
                          tests/CometRunway.HostedFloor in Native AOT, measured alternately with the server; ratios to it are printed
          --before PATH   an earlier build of the server, measured alternately with it
        """;

    public string? Only { get; init; }

    public string? Server { get; init; }

    public string? Floor { get; init; }

    public string? HostedFloor { get; init; }

    public string? Before { get; init; }

    public int? Tasks { get; init; }

    public bool Includes(string part) => Only is null || Only == part;

    public static FigureOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new FigureOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = i + 1 < args.Count ? args[i + 1] : "";
            FigureOptions? next = args[i] switch
            {
                "--only" when value is "render" or "ledger" or "gallery" or "server" or "follow" => options with { Only = value },
                "--tasks" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var tasks) && tasks > 0 => options with { Tasks = tasks },
                "--server" when File.Exists(value) => options with { Server = Path.GetFullPath(value) },
                "--floor" when File.Exists(value) => options with { Floor = Path.GetFullPath(value) },
                "--hosted-floor" when File.Exists(value) => options with { HostedFloor = Path.GetFullPath(value) },
                "--before" when File.Exists(value) => options with { Before = Path.GetFullPath(value) },
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
        }

        return options;
    }
}
