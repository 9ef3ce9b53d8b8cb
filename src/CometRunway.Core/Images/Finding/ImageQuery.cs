namespace CometRunway.Images.Finding;

/// <summary>The filter for a search of images.</summary>
public sealed record ImageQuery
{
    /// <summary>The maximum value of <see cref="Limit"/>.</summary>
    public const int MaxLimit = 50;

    /// <summary>Words that must all occur in the name of the image. Case-insensitive. Null or blank for all images.</summary>
    public string? Text { get; init; }

    /// <summary>The maximum number of images, from 1 to <see cref="MaxLimit"/>.</summary>
    /// <value>10.</value>
    public int Limit { get; init; } = 10;

    /// <summary>The id of the caller; null if the app does not distinguish callers.</summary>
    public string? CallerId { get; init; }
}
