namespace CometRunway.Pictures.Finding;

/// <summary>A picture in an allowed folder.</summary>
/// <param name="Path">Its full path, without links.</param>
/// <param name="Facts">What its first bytes say.</param>
/// <param name="Modified">When it was last changed or put there.</param>
public sealed record FoundPicture(string Path, PictureFacts Facts, DateTimeOffset Modified);
