using CometRunway.Images.Fitting;
using CometRunway.Imaging.Decoding;
using CometRunway.Imaging.Drawing;
using CometRunway.Imaging.Writing;

namespace CometRunway.Imaging;

/// <summary>Transforms images with SkiaSharp, one at a time to limit memory use.</summary>
internal sealed class SkiaImageTransformer : IImageTransformer, IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    /// <inheritdoc/>
    public async Task<ImageTransformResult> TransformAsync(ImageTransformRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Transform(request), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            return ImageTransformResult.None("SkiaSharp's native library is missing or of another version");
        }
        finally
        {
            _semaphore.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _semaphore.Dispose();

    private static ImageTransformResult Transform(ImageTransformRequest request)
    {
        var layout = Layout.Of(request);
        using var image = ImageOpener.Open(request.Image, request.Facts, layout, out var reason);
        return image is null ? ImageTransformResult.None(reason!) : SizedEncoder.Encode(image, request, layout);
    }
}
