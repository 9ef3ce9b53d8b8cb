using CometRunway.Images.Finding;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.Images;

/// <summary>The images in the allowed folders of this machine, the same for every caller; links and data URIs as well.</summary>
internal sealed class LocalImageSource : IImageSource
{
    private readonly ImageLoader _loader;
    private readonly ImageFinder _finder;

    public LocalImageSource(IOptions<CometRunwayOptions> options)
    {
        Folders = ImageFolders.FromOptions(options.Value);
        _loader = new ImageLoader(Folders, options.Value.IsLoopback);
        _finder = new ImageFinder(Folders);
    }

    public ImageFolders Folders { get; }

    // A folder on a network may answer slowly or never: the caller's thread is not blocked, and cancelling ends the wait.
    public Task<ImageLoadResult> LoadAsync(string image, string? callerId, CancellationToken cancellationToken) =>
        Task.Run(() => _loader.Load(image), cancellationToken).WaitAsync(cancellationToken);

    public Task<FoundImages> FindAsync(ImageQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Task.Run(() => _finder.Find(query.Text, query.Limit, cancellationToken), cancellationToken).WaitAsync(cancellationToken);
    }
}
