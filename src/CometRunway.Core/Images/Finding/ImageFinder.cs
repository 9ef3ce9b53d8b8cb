using CometRunway.Images.Loading;
using CometRunway.Images.Paths;

namespace CometRunway.Images.Finding;

/// <summary>Finds images in the allowed folders. Symbolic links are not followed, and the real path of each opened file is checked again.</summary>
internal sealed class ImageFinder(ImageFolders folders)
{
    /// <summary>The maximum number of files and folders that are examined.</summary>
    public const int MaxEntries = ImageIndex.MaxEntries;

    // Limits the work in a folder with many files that are not images.
    private const int MaxSkipped = 200;

    private const int MaxWords = 50;

    /// <summary>The folders that are searched.</summary>
    public ImageFolders Folders => folders;

    /// <summary>Returns the newest images whose path relative to the allowed folder contains every word of the query.</summary>
    /// <param name="query">The words to search for, ignoring case; null or blank for all images.</param>
    /// <param name="limit">The maximum number of images, 1 to <see cref="ImageQuery.MaxLimit"/>.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public FoundImages Find(string? query, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, ImageQuery.MaxLimit);
        var listing = ImageIndex.Of(folders.Folders, cancellationToken);
        var words = Words(query);
        var matching = new List<FileInfo>();
        foreach (var file in listing.Newest())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ContainsAll(RelativePath(file), words))
                matching.Add(file);
        }

        var images = new List<FoundImage>();
        var skipped = 0;
        foreach (var file in matching)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (images.Count == limit || skipped == MaxSkipped)
                break;
            if (FilePeek.ReadFacts(file, folders) is { } facts)
                images.Add(new(file.FullName, facts, ImageIndex.ModifiedAt(file)));
            else
                skipped++;
        }

        return new()
        {
            Images = images,
            Total = listing.Files.Count,
            Matching = matching.Count,
            Skipped = skipped,
            EntryLimit = listing.IsWhole ? null : MaxEntries,
            Places = folders.Folders,
            Inbox = folders.Inbox,
            Unavailable = folders.Folders.Count == 0 ? PathRefusals.NowhereToLook(folders) : null,
            Near = matching.Count == 0 && words.Length > 0 ? listing.Near(query!.Trim(), cancellationToken) : [],
        };
    }

    /// <summary>Returns the path relative to the allowed folder. The name of the folder itself would match every image in it.</summary>
    private string RelativePath(FileInfo file)
    {
        var folder = folders.Folders.Where(f => file.FullName.StartsWith(f, StringComparison.OrdinalIgnoreCase)).MaxBy(f => f.Length);
        return folder is null ? file.Name : file.FullName[folder.Length..];
    }

    /// <summary>Each word is searched for in each path, so a long query takes only part of its words.</summary>
    private static string[] Words(string? query) =>
        [.. FileNameKey.Of(query ?? "").Split((char[]?)null, MaxWords + 1, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords)];

    private static bool ContainsAll(string path, string[] words) =>
        FileNameKey.Of(path) is var key && words.All(w => key.Contains(w, StringComparison.OrdinalIgnoreCase));
}
