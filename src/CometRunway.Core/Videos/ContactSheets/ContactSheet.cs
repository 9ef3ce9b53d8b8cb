namespace CometRunway.Videos.ContactSheets;

/// <summary>A JPEG image with several frames of a video, in reading order.</summary>
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

/// <summary>A contact sheet, or the reason why there is none.</summary>
/// <param name="Sheet">The sheet; null if there is none.</param>
/// <param name="Reason">The reason as a clause, for example <c>ffmpeg is not installed</c>; null if there is a sheet.</param>
public sealed record ContactSheetResult(ContactSheet? Sheet, string? Reason)
{
    internal static ContactSheetResult None(string reason) => new(null, reason);
}
