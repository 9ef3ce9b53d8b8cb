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

    /// <summary>How many that match were left out because they cannot be read or are no images.</summary>
    public int Skipped { get; init; }

    /// <summary>The names of the places that were searched, for example folders.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>The place where a user should put an image so that it is found; null or empty when there is none.</summary>
    public string? Inbox { get; init; }

    /// <summary>Why nothing can be searched here, and what to do instead, in one sentence for the caller; null when something was searched.</summary>
    public string? Unavailable { get; init; }

    /// <summary>After how many entries the search was stopped; null when everything was seen.</summary>
    public int? EntryLimit { get; init; }

    /// <summary>When nothing matches: the locations with the most similar names.</summary>
    public IReadOnlyList<string> Near { get; init; } = [];
}

/// <summary>An image that was found.</summary>
/// <param name="Location">The text that <see cref="IImageSource.LoadAsync"/> resolves to this image: a full path for a file.</param>
/// <param name="Facts">What its first bytes say.</param>
/// <param name="Modified">When it was last changed or put there.</param>
public sealed record FoundImage(string Location, ImageFacts Facts, DateTimeOffset Modified);
