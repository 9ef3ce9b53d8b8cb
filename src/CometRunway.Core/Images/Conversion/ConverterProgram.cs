namespace CometRunway.Images.Conversion;

/// <summary>An external program that converts image formats that this library cannot decode.</summary>
/// <param name="Names">The names of the program. All installed ones are tried in this order.</param>
/// <param name="MediaTypes">The media types that it can read.</param>
/// <param name="Orientation">How it handles the orientation of an image.</param>
/// <param name="Arguments">Returns the arguments for a conversion. A program without an output file writes to standard output.</param>
/// <param name="OutputExtension">The extension of the file that it writes; null if it writes to standard output.</param>
internal sealed record ConverterProgram(
    IReadOnlyList<string> Names,
    IReadOnlyList<string> MediaTypes,
    OrientationHandling Orientation,
    Func<ConversionJob, IReadOnlyList<string>> Arguments,
    string? OutputExtension = null);

/// <summary>The conversion of one image in a separate folder.</summary>
/// <param name="MediaType">The media type of the image.</param>
/// <param name="Input">The path of the image.</param>
/// <param name="Output">The path of the result, for programs that write a file.</param>
internal sealed record ConversionJob(string MediaType, string Input, string Output);
