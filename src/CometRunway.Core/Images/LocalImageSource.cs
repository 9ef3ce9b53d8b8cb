using CometRunway.Images.Finding;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.Images;

/// <summary>Loads images from the allowed folders of this machine, links and data URIs. All callers have the same access.</summary>
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

    // A network folder may respond slowly or not at all. CheckedImageSource calls every source on a thread of its own and limits the wait.
    public Task<ImageLoadResult> LoadAsync(string image, string? callerId, CancellationToken cancellationToken) => Task.FromResult(_loader.Load(image));

    public Task<FoundImages> FindAsync(ImageQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Task.FromResult(_finder.Find(query.Text, query.Limit, cancellationToken));
    }
}
