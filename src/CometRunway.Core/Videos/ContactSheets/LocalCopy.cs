namespace CometRunway.Videos.ContactSheets;

/// <summary>A saved video as a local file that other programs can read: the file itself, or a temporary copy that is deleted on disposal.</summary>
internal sealed class LocalCopy : IAsyncDisposable
{
    private readonly Stream _content;
    private readonly DirectoryInfo? _folder;

    private LocalCopy(string path, Stream content, DirectoryInfo? folder) => (Path, _content, _folder) = (path, content, folder);

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    public static async Task<LocalCopy> OfAsync(IVideoStore videos, string location, CancellationToken cancellationToken)
    {
        var content = await videos.OpenReadAsync(location, cancellationToken).ConfigureAwait(false);
        if (content is FileStream { Name: var path } && File.Exists(path))
            return new LocalCopy(path, content, null);
        var folder = Directory.CreateTempSubdirectory("comet-runway-");
        var copy = new LocalCopy(System.IO.Path.Combine(folder.FullName, "video.mp4"), content, folder);
        try
        {
            var file = new FileStream(copy.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true);
            await using (file.ConfigureAwait(false))
                await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            return copy;
        }
        catch
        {
            await copy.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync().ConfigureAwait(false);
        try
        {
            _folder?.Delete(recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The copy is in the temporary folder of the system, which the system cleans up.
        }
    }
}
