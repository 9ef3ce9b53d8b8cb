using System.Diagnostics;
using CometRunway.Benchmarks;

if (FigureOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(FigureOptions.Usage);
    return 2;
}

var begun = Stopwatch.GetTimestamp();
Console.WriteLine(Machine.Description);
Console.WriteLine($"{"",-52}     least    median      most");
if (options.Wants("render"))
    RenderFigures.Print(Console.Out);
if (options.Wants("ledger"))
    LedgerFigures.Print(Console.Out);
if (options.Wants("gallery"))
    await GalleryFigures.PrintAsync(Console.Out);
if (options.Wants("server"))
    await ServerFigures.PrintAsync(options, Console.Out);
Console.WriteLine(FormattableString.Invariant($"measured in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s; at the end: {Machine.Load}"));
return 0;
