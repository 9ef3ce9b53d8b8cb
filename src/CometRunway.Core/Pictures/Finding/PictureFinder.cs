using CometRunway.Pictures.Loading;
using CometRunway.Pictures.Paths;

namespace CometRunway.Pictures.Finding;

/// <summary>Finds pictures in the allowed folders, and nowhere else: no link is followed, and what is opened is checked again.</summary>
public sealed class PictureFinder(PictureFolders folders)
{
    /// <summary>The most pictures that are returned at once.</summary>
    public const int LargestLimit = 50;

    /// <summary>The most files and folders that are looked at.</summary>
    public const int MostEntries = PictureListing.MostEntries;

    // A folder full of files that are no pictures must not be read to its end.
    private const int MostSkipped = 200;

    /// <summary>Where it looks.</summary>
    public PictureFolders Folders => folders;

    /// <summary>The newest pictures whose path below the allowed folder holds every word.</summary>
    /// <param name="query">Words to look for, in any case; null or blank for all pictures.</param>
    /// <param name="limit">1 to <see cref="LargestLimit"/>.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public FoundPictures Find(string? query, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LargestLimit);
        var listing = PictureListing.Of(folders.Folders, cancellationToken);
        var words = (query ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var matching = listing.Newest().Where(f => HasAll(Below(f), words)).ToList();
        var pictures = new List<FoundPicture>();
        var skipped = 0;
        foreach (var file in matching)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (pictures.Count == limit || skipped == MostSkipped)
                break;
            if (FileGlance.Look(file, folders) is { } facts)
                pictures.Add(new(file.FullName, facts, PictureListing.Arrival(file)));
            else
                skipped++;
        }

        return new()
        {
            Pictures = pictures,
            Total = listing.Files.Count,
            Matching = matching.Count,
            Skipped = skipped,
            IsWhole = listing.IsWhole,
            Near = matching.Count == 0 && words.Length > 0 ? listing.Near(query!.Trim()) : [],
        };
    }

    /// <summary>Only what lies below the allowed folder is searched: its own name would match every picture in it.</summary>
    private string Below(FileInfo file)
    {
        var folder = folders.Folders.Where(f => file.FullName.StartsWith(f, StringComparison.OrdinalIgnoreCase)).MaxBy(f => f.Length);
        return folder is null ? file.Name : file.FullName[folder.Length..];
    }

    private static bool HasAll(string path, string[] words) =>
        words.All(w => path.Contains(w, StringComparison.OrdinalIgnoreCase));
}
