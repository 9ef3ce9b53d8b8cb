using CometRunway.Images.Loading;
using CometRunway.Images.Paths;

namespace CometRunway.Images.Finding;

/// <summary>Finds images in the allowed folders, and nowhere else: no link is followed, and what is opened is checked again.</summary>
internal sealed class ImageFinder(ImageFolders folders)
{
    /// <summary>The most files and folders that are looked at.</summary>
    public const int MostEntries = ImageIndex.MostEntries;

    // A folder full of files that are no images must not be read to its end.
    private const int MostSkipped = 200;

    /// <summary>Where it looks.</summary>
    public ImageFolders Folders => folders;

    /// <summary>The newest images whose path below the allowed folder holds every word.</summary>
    /// <param name="query">Words to look for, in any case; null or blank for all images.</param>
    /// <param name="limit">1 to <see cref="ImageQuery.MaxLimit"/>.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public FoundImages Find(string? query, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, ImageQuery.MaxLimit);
        var listing = ImageIndex.Of(folders.Folders, cancellationToken);
        var words = (query ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var matching = listing.Newest().Where(f => HasAll(Below(f), words)).ToList();
        var images = new List<FoundImage>();
        var skipped = 0;
        foreach (var file in matching)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (images.Count == limit || skipped == MostSkipped)
                break;
            if (FilePeek.Look(file, folders) is { } facts)
                images.Add(new(file.FullName, facts, ImageIndex.Arrival(file)));
            else
                skipped++;
        }

        return new()
        {
            Images = images,
            Total = listing.Files.Count,
            Matching = matching.Count,
            Skipped = skipped,
            EntryLimit = listing.IsWhole ? null : MostEntries,
            Places = folders.Folders,
            Inbox = folders.Inbox,
            Unavailable = folders.Folders.Count == 0 ? PathRefusals.NowhereToLook(folders) : null,
            Near = matching.Count == 0 && words.Length > 0 ? listing.Near(query!.Trim()) : [],
        };
    }

    /// <summary>Only what lies below the allowed folder is searched: its own name would match every image in it.</summary>
    private string Below(FileInfo file)
    {
        var folder = folders.Folders.Where(f => file.FullName.StartsWith(f, StringComparison.OrdinalIgnoreCase)).MaxBy(f => f.Length);
        return folder is null ? file.Name : file.FullName[folder.Length..];
    }

    private static bool HasAll(string path, string[] words) =>
        words.All(w => path.Contains(w, StringComparison.OrdinalIgnoreCase));
}
