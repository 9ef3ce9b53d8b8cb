using CometRunway.Images.Finding;
using CometRunway.Images.Loading;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.Images;

/// <summary>Loads images from the allowed folders of this machine, links and data URIs. All callers have the same access.</summary>
internal sealed class LocalImageSource : IImageSource, IDisposable
{
    /// <summary>The maximum number of threads that read. A network folder that does not answer can hold a thread for hours.</summary>
    internal const int MaxThreads = 16;

    private readonly ImageLoader _loader;
    private readonly ImageFinder _finder;
    private readonly SemaphoreSlim _threads = new(MaxThreads, MaxThreads);

    public LocalImageSource(IOptions<CometRunwayOptions> options)
    {
        Folders = ImageFolders.FromOptions(options.Value);
        _loader = new ImageLoader(Folders, options.Value.IsLoopback);
        _finder = new ImageFinder(Folders);
    }

    public ImageFolders Folders { get; }

    public async Task<ImageLoadResult> LoadAsync(string image, string? callerId, CancellationToken cancellationToken)
    {
        using var located = await LocateAsync(image, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(located, cancellationToken).ConfigureAwait(false);
    }

    public Task<FoundImages> FindAsync(ImageQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return RunAsync(() => _finder.Find(query.Text, query.Limit, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _threads.Dispose();

    /// <summary>Finds an image without reading more than its header.</summary>
    internal Task<LocatedImage> LocateAsync(string image, CancellationToken cancellationToken) => RunAsync(() => _loader.Locate(image), cancellationToken);

    /// <summary>Reads an image.</summary>
    internal Task<ImageLoadResult> ReadAsync(LocatedImage located, CancellationToken cancellationToken) => RunAsync(located.Load, cancellationToken);

    /// <summary>Runs on a thread of its own: threads of the pool that hang would stop the whole process. CheckedImageSource limits the wait.</summary>
    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _threads.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);

        T Work()
        {
            try
            {
                return work();
            }
            finally
            {
                _threads.Release();
            }
        }
    }
}
