namespace CometRunway.Videos.ContactSheets;

/// <summary>A sheet, or the reason why there is none: exactly one of the two.</summary>
/// <param name="Sheet">The sheet; null when <paramref name="Reason"/> says why not.</param>
/// <param name="Reason">Why there is none, as the end of a sentence: <c>ffmpeg is not installed</c>.</param>
public sealed record ContactSheetResult(ContactSheet? Sheet, string? Reason)
{
    internal static ContactSheetResult None(string reason) => new(null, reason);
}
