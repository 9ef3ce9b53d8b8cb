using CometRunway.Videos.Downloads;
using CometRunway.Videos.Gallery;

namespace CometRunway.Videos;

/// <summary>Stores videos in the output folder of this machine, each with a sidecar file, and writes a gallery page.</summary>
internal sealed class FolderVideoStore(OutputFolder folder, TimeProvider time) : IVideoStore
{
    private static readonly TimeSpan ProbeLifetime = TimeSpan.FromSeconds(2);

    private readonly GalleryUpdates _gallery = new(time);
    private readonly AbandonedParts _abandoned = new(time);
    private long? _lastProbe;

    public string Location => folder.Path;

    /// <summary>A folder that could be written a moment ago is not probed again, so that many creates at once do not write a file each.</summary>
    public Task CheckWritableAsync(CancellationToken cancellationToken)
    {
        if (_lastProbe is { } last && time.GetElapsedTime(last) < ProbeLifetime)
            return Task.CompletedTask;
        if (FolderProbe.Find(Location) is { } problem)
            throw new DownloadException(problem.Kind, $"The folder for videos, {Location}, {problem.Text}.", retryLater: true);
        _lastProbe = time.GetTimestamp();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Returns the first valid video among the possible paths. Another file may have the name; the video is then saved with a number after its name.
    /// </summary>
    public async Task<StoredVideo?> FindAsync(VideoName name, string? expectedSha256, CancellationToken cancellationToken)
    {
        foreach (var path in PartialDownloadFile.FinalPaths(folder.For(name.Scope), name.FileName))
        {
            if (!Path.Exists(path))
                break;
            if (await VideoCheck.FindAsync(path, expectedSha256, cancellationToken).ConfigureAwait(false) is { } video)
                return video;
        }

        return null;
    }

    public Task<IVideoWriter> CreateAsync(VideoName name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IVideoWriter>(PartialDownloadFile.Open(folder.For(name.Scope), name.FileName, _abandoned));
    }

    public async Task<string?> DescribeAsync(string location, VideoSidecar sidecar, CancellationToken cancellationToken)
    {
        await SidecarFile.WriteAsync(location, sidecar, cancellationToken).ConfigureAwait(false);
        return await _gallery.UpdateAsync(Path.GetDirectoryName(location)!, cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> ExistsAsync(string location, CancellationToken cancellationToken) => Task.FromResult(File.Exists(location));

    public Task<Stream> OpenReadAsync(string location, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult<Stream>(new FileStream(location, new FileStreamOptions
            {
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            }));
        }
        catch (DirectoryNotFoundException error)
        {
            throw new FileNotFoundException(error.Message, location, error);
        }
    }

    public ValueTask<string> GetAddressAsync(string location, CancellationToken cancellationToken) => new(location);
}
