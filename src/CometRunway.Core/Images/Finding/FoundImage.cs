namespace CometRunway.Images.Finding;

/// <summary>An image in an allowed folder.</summary>
/// <param name="Path">Its full path, without links.</param>
/// <param name="Facts">What its first bytes say.</param>
/// <param name="Modified">When it was last changed or put there.</param>
public sealed record FoundImage(string Path, ImageFacts Facts, DateTimeOffset Modified);
