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
