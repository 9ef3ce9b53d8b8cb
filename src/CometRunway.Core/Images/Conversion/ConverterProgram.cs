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

/// <summary>One image in a separate folder.</summary>
/// <param name="MediaType">Its kind.</param>
/// <param name="Input">Where it lies.</param>
/// <param name="Output">Where the result is expected, for programs that write a file.</param>
internal sealed record ConversionJob(string MediaType, string Input, string Output);

/// <summary>How a program leaves an image that must be turned to be upright.</summary>
internal enum Turn
{
    /// <summary>It turns the pixels; what its result says about turning no longer holds.</summary>
    Done,

    /// <summary>It leaves the pixels as they are stored.</summary>
    Left,

    /// <summary>It leaves them, and its result says how to turn them.</summary>
    Told,
}
