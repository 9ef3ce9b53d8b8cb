namespace CometRunway.Images.Finding;

/// <summary>Which images to find.</summary>
public sealed record ImageQuery
{
    /// <summary>The most images that are returned at once.</summary>
    public const int MaxLimit = 50;

    /// <summary>Words that must all be in an image's name, in any case; null or blank for all images.</summary>
    public string? Text { get; init; }

    /// <summary>How many images to return, 1 to <see cref="MaxLimit"/>.</summary>
    /// <value>10.</value>
    public int Limit { get; init; } = 10;

    /// <summary>The user of the app who asks; null when the app has only one.</summary>
    public string? CallerId { get; init; }
}
