namespace CometRunway.Images.Finding;

/// <summary>The result of a search in the allowed folders.</summary>
public sealed record FoundImages
{
    /// <summary>The images, newest first.</summary>
    public required IReadOnlyList<FoundImage> Images { get; init; }

    /// <summary>The number of files with the extension of an image, whether or not they match the query.</summary>
    public required int Total { get; init; }

    /// <summary>The number of files that match the query. It can be higher than the number of <see cref="Images"/> because of the limit.</summary>
    public required int Matching { get; init; }

    /// <summary>The number of matching files that were skipped because they cannot be read or are not images.</summary>
    public int Skipped { get; init; }

    /// <summary>The searched places, for example folders.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>The place where a user should put an image so that it is found; null or empty if there is none.</summary>
    public string? Inbox { get; init; }

    /// <summary>The reason why nothing can be searched and what to do instead, in one sentence; null if the search ran.</summary>
    public string? Unavailable { get; init; }

    /// <summary>The number of entries after which the search stopped; null if all entries were examined.</summary>
    public int? EntryLimit { get; init; }

    /// <summary>The locations with the most similar names if nothing matches.</summary>
    public IReadOnlyList<string> Near { get; init; } = [];
}

/// <summary>An image in a search result.</summary>
/// <param name="Location">The string that <see cref="IImageSource.LoadAsync"/> resolves to this image. For a file, its full path.</param>
/// <param name="Facts">The facts in the header of the image.</param>
/// <param name="Modified">The time at which the image was last changed or added.</param>
public sealed record FoundImage(string Location, ImageFacts Facts, DateTimeOffset Modified);
