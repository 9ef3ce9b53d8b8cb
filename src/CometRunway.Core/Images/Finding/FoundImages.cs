namespace CometRunway.Images.Finding;

/// <summary>What was found in the allowed folders.</summary>
public sealed record FoundImages
{
    /// <summary>The images, newest first.</summary>
    public required IReadOnlyList<FoundImage> Images { get; init; }

    /// <summary>How many files have an image's ending, whether or not their names match.</summary>
    public required int Total { get; init; }

    /// <summary>How many of those match; more than <see cref="Images"/> when there was a limit.</summary>
    public required int Matching { get; init; }

    /// <summary>How many matching files were left out because they cannot be read or are no images.</summary>
    public required int Skipped { get; init; }

    /// <summary>False when the folders hold more than was looked at.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>When nothing matches: the paths with the most similar names.</summary>
    public IReadOnlyList<string> Near { get; init; } = [];
}
