namespace CometRunway.Videos.ContactSheets;

/// <summary>A JPEG that shows several frames of a video, from first to last in reading order.</summary>
/// <param name="Jpeg">The JPEG bytes.</param>
/// <param name="Frames">The number of frames.</param>
public sealed record ContactSheet(ReadOnlyMemory<byte> Jpeg, int Frames)
{
    /// <summary>The maximum size in bytes. Chat clients reject larger results.</summary>
    public const int MaxBytes = 716_800;

    /// <summary>The maximum length of the longer side in pixels. Vision models scale larger images down.</summary>
    public const int MaxSide = 1568;

    /// <summary>The maximum number of frames.</summary>
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
