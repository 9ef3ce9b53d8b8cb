namespace CometRunway.Images.Finding;

/// <summary>The result of a search in the allowed folders.</summary>
public sealed record FoundImages
{
    /// <summary>The images, newest first.</summary>
    public required IReadOnlyList<FoundImage> Images { get; init; }

    /// <summary>The number of files with the extension of an image, whether or not they match the query.</summary>
    public required int Total { get; init; }

    /// <summary>The number of files that match the query. Can be more than <see cref="Images"/> because of the limit.</summary>
    public required int Matching { get; init; }

    /// <summary>The number of matching files that were skipped because they cannot be read or are not images.</summary>
    public required int Skipped { get; init; }

    /// <summary>False when the folders contain more entries than were enumerated.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>The paths with the most similar names, when nothing matches the query.</summary>
    public IReadOnlyList<string> Near { get; init; } = [];
}
