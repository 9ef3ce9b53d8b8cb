using CometRunway.Imaging.Decoding;
using CometRunway.Imaging.Drawing;
using CometRunway.Imaging.Writing;
using CometRunway.Images.Fitting;

namespace CometRunway.Imaging;

/// <summary>Fits images with SkiaSharp, one at a time: what one takes in memory is the most that all take.</summary>
internal sealed class SkiaImageTransformer : IImageTransformer, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <inheritdoc/>
    public async Task<ImageTransformResult> TransformAsync(ImageTransformRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Fit(request), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            return ImageTransformResult.None("SkiaSharp's native library is missing or of another version");
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static ImageTransformResult Fit(ImageTransformRequest request)
    {
        var layout = Layout.Of(request);
        using var image = ImageOpener.Open(request.Image, request.Facts, layout, out var reason);
        return image is null ? ImageTransformResult.None(reason!) : SizedEncoder.Encode(image, request, layout);
    }
}
