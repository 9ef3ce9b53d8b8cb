namespace CometRunway.Images.Conversion;

/// <summary>One image in a folder of its own.</summary>
/// <param name="MediaType">Its kind.</param>
/// <param name="Input">Where it lies.</param>
/// <param name="Output">Where the result is expected, for programs that write a file.</param>
internal sealed record ConversionJob(string MediaType, string Input, string Output);
