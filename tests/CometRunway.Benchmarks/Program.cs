using CometRunway.Benchmarks;

// [SERVER]: a comet-runway-mcp program, best the Native AOT one. Prints figures and never judges: machines differ.
Console.WriteLine(FormattableString.Invariant($"{Environment.ProcessorCount} processors, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}; least, median and most"));
RenderFigures.Print(Console.Out);
LedgerFigures.Print(Console.Out);
await GalleryFigures.PrintAsync(Console.Out);
if (args is [var server, ..])
    await ServerFigures.PrintAsync(Path.GetFullPath(server), Console.Out);
else
    Console.WriteLine("start and memory of the server: not measured, no program was named");
