namespace CometRunway.Images.Finding;

/// <summary>An image in an allowed folder.</summary>
/// <param name="Path">The full path, without symbolic links.</param>
/// <param name="Facts">The facts in its header.</param>
/// <param name="Modified">The time when it was last modified or created there.</param>
public sealed record FoundImage(string Path, ImageFacts Facts, DateTimeOffset Modified);
