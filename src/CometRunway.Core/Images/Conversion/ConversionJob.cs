namespace CometRunway.Images.Conversion;

/// <summary>The conversion of one image in a separate folder.</summary>
/// <param name="MediaType">The format of the image.</param>
/// <param name="Input">The path of the image.</param>
/// <param name="Output">The path of the result, for programs that write a file.</param>
internal sealed record ConversionJob(string MediaType, string Input, string Output);
