using System.Diagnostics;
using CometRunway.Benchmarks;
using CometRunway.Benchmarks.Following;

if (await FollowChild.TryRunAsync(args))
    return 0;

if (FigureOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(FigureOptions.Usage);
    return 2;
}

var begun = Stopwatch.GetTimestamp();
Console.WriteLine(Machine.Description);
Console.WriteLine($"{"",-52}   minimum    median   maximum");
if (options.Includes("render"))
    RenderFigures.Print(Console.Out);
if (options.Includes("ledger"))
    await LedgerFigures.PrintAsync(Console.Out);
if (options.Includes("gallery"))
    await GalleryFigures.PrintAsync(Console.Out);
if (options.Includes("server"))
    await ServerFigures.PrintAsync(options, Console.Out);
if (options.Includes("follow"))
    await FollowFigures.PrintAsync(options, Console.Out);
Console.WriteLine(FormattableString.Invariant($"duration {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s; at the end: {Machine.Load}"));
return 0;
