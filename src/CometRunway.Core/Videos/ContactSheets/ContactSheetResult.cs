namespace CometRunway.Videos.ContactSheets;

/// <summary>A contact sheet, or the reason why there is none.</summary>
/// <param name="Sheet">The contact sheet; null when there is a <paramref name="Reason"/>.</param>
/// <param name="Reason">The reason, as the end of a sentence: <c>ffmpeg is not installed</c>. Null on success.</param>
public sealed record ContactSheetResult(ContactSheet? Sheet, string? Reason)
{
    internal static ContactSheetResult None(string reason) => new(null, reason);
}
