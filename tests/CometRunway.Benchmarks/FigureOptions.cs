namespace CometRunway.Benchmarks;

/// <summary>What to measure.</summary>
internal sealed record FigureOptions
{
    public const string Usage =
        """
        figures: what rendering, ledger, gallery and the server's start cost here. They are printed, never judged: machines differ.

          --only PART     render, ledger, gallery or server (default: all)
          --server PATH   the server to measure, best the Native AOT one
          --floor PATH    tests/CometRunway.EchoFloor in Native AOT, which is measured in turns with the server
          --hosted-floor PATH
                          tests/CometRunway.HostedFloor in Native AOT: the same, and the server's figures as multiples of its
          --before PATH   an earlier build of the server, measured in turns with it
        """;

    public string? Only { get; init; }

    public string? Server { get; init; }

    public string? Floor { get; init; }

    public string? HostedFloor { get; init; }

    public string? Before { get; init; }

    public bool Wants(string part) => Only is null || Only == part;

    public static FigureOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new FigureOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = i + 1 < args.Count ? args[i + 1] : "";
            FigureOptions? next = args[i] switch
            {
                "--only" when value is "render" or "ledger" or "gallery" or "server" => options with { Only = value },
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
