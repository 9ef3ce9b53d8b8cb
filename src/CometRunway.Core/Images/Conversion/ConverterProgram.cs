namespace CometRunway.Images.Conversion;

/// <summary>An external program that converts image formats that this library cannot decode.</summary>
/// <param name="Names">The names of the program; each one that is installed is tried in order.</param>
/// <param name="MediaTypes">The formats that it can read.</param>
/// <param name="Orientation">How it handles the orientation of an image.</param>
/// <param name="Arguments">Returns the arguments for a conversion. A program without an output file writes to standard output.</param>
/// <param name="OutputExtension">The extension of the file it writes; null for standard output.</param>
internal sealed record ConverterProgram(
    IReadOnlyList<string> Names,
    IReadOnlyList<string> MediaTypes,
    OrientationHandling Orientation,
    Func<ConversionJob, IReadOnlyList<string>> Arguments,
    string? OutputExtension = null);
