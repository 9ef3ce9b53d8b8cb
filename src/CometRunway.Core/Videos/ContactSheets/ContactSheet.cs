namespace CometRunway.Videos.ContactSheets;

/// <summary>Frames of a video side by side in one JPEG, first to last in reading order.</summary>
/// <param name="Jpeg">The image's bytes.</param>
/// <param name="Frames">How many frames it shows.</param>
public sealed record ContactSheet(ReadOnlyMemory<byte> Jpeg, int Frames)
{
    /// <summary>The largest sheet that is made, in bytes: chat clients refuse larger answers.</summary>
    public const int MaxBytes = 716_800;

    /// <summary>Its longest side at most, in pixels: vision models scale larger images down.</summary>
    public const int MaxSide = 1568;

    /// <summary>The most frames on one sheet.</summary>
    public const int MaxFrames = 9;

    /// <summary>Always <c>image/jpeg</c>.</summary>
    public string MediaType { get; } = "image/jpeg";
}

/// <summary>A sheet, or the reason why there is none: exactly one of the two.</summary>
/// <param name="Sheet">The sheet; null when <paramref name="Reason"/> says why not.</param>
/// <param name="Reason">Why there is none, as the end of a sentence: <c>ffmpeg is not installed</c>.</param>
public sealed record ContactSheetResult(ContactSheet? Sheet, string? Reason)
{
    internal static ContactSheetResult None(string reason) => new(null, reason);
}
