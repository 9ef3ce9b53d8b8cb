namespace CometRunway.Images.Conversion;

/// <summary>Another program that opens kinds of images that we cannot, and how it is asked.</summary>
/// <param name="Names">What the program is called; the first that is installed is taken.</param>
/// <param name="MediaTypes">The kinds it opens.</param>
/// <param name="Turn">How it leaves turned images.</param>
/// <param name="Arguments">Its arguments, for a kind and the two files. Without the second file it writes to standard output.</param>
/// <param name="OutputExtension">The extension of the file it writes; null for standard output.</param>
internal sealed record ConverterProgram(
    IReadOnlyList<string> Names,
    IReadOnlyList<string> MediaTypes,
    Turn Turn,
    Func<ConversionJob, IReadOnlyList<string>> Arguments,
    string? OutputExtension = null);

/// <summary>One image in a folder of its own.</summary>
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
