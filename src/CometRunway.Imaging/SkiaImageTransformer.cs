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
    public async Task<ImageTransformResult> FitAsync(ImageTransformRequest order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Fit(order), CancellationToken.None).ConfigureAwait(false);
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

    private static ImageTransformResult Fit(ImageTransformRequest order)
    {
        var layout = Layout.Of(order);
        using var image = ImageOpener.Open(order.Image, order.Facts, layout, out var reason);
        return image is null ? ImageTransformResult.None(reason!) : SizedEncoder.Encode(image, order, layout);
    }
}
