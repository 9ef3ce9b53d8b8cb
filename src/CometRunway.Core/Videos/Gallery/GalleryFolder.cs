using System.Text;
using CometRunway.Videos.Downloads;

namespace CometRunway.Videos.Gallery;

/// <summary>The videos of one folder, with their cards. Only new and changed sidecar files are read and rendered again.</summary>
internal sealed class GalleryFolder(string directory)
{
    private const int MaxEntries = 2_000;
    private const int PreloadedVideos = 12;

    private Dictionary<string, Card> _cards = new(StringComparer.Ordinal);

    /// <param name="Changed">When the sidecar file was changed.</param>
    /// <param name="Length">The length of the sidecar file.</param>
    /// <param name="Entry">The video; null if the file is not a sidecar file.</param>
    private sealed record Card(DateTime Changed, long Length, GalleryEntry? Entry)
    {
        private byte[]? _html;

        public byte[] Html => _html ??= Encoding.UTF8.GetBytes(GalleryHtml.Card(Entry!, preload: false));
    }

    /// <summary>Writes the page with the newest videos, newest first.</summary>
    public async Task WriteAsync(Stream page, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        Read(names);
        List<Card> cards =
        [
            .. _cards.Values.Where(card => card.Entry is not null)
                .OrderByDescending(card => card.Entry!.Sidecar.CreatedAt).ThenBy(card => card.Entry!.Sidecar.OutputIndex).ThenBy(card => card.Entry!.FileName, StringComparer.Ordinal),
        ];
        await page.WriteAsync(Encoding.UTF8.GetBytes(GalleryHtml.Begin(cards.ConvertAll(card => card.Entry!))), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < cards.Count; i++)
            await page.WriteAsync(i < PreloadedVideos ? Encoding.UTF8.GetBytes(GalleryHtml.Card(cards[i].Entry!, preload: true)) : cards[i].Html, cancellationToken).ConfigureAwait(false);
        await page.WriteAsync(Encoding.UTF8.GetBytes(GalleryHtml.End()), cancellationToken).ConfigureAwait(false);
    }

    private void Read(IEnumerable<string> names)
    {
        var cards = new Dictionary<string, Card>(StringComparer.Ordinal);
        // File names begin with the date, so the newest videos are last.
        foreach (var name in names.OrderDescending(StringComparer.Ordinal).Take(MaxEntries))
        {
            var file = new FileInfo(Path.Combine(directory, name));
            var video = Path.ChangeExtension(name, ".mp4");
            if (!file.Exists)
                continue;
            var isKnown = _cards.TryGetValue(name, out var known) && known.Changed == file.LastWriteTimeUtc && known.Length == file.Length;
            var exists = File.Exists(Path.Combine(directory, video));
            cards[name] = isKnown && (known!.Entry is null || known.Entry.Exists == exists)
                ? known
                : new Card(file.LastWriteTimeUtc, file.Length, SidecarFile.TryReadJson(file.FullName) is { } sidecar ? new GalleryEntry(video, sidecar, exists) : null);
        }

        _cards = cards;
    }
}
