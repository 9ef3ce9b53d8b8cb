using CometRunway.Imaging.Decoding;
using CometRunway.Imaging.Drawing;
using CometRunway.Imaging.Writing;
using CometRunway.Pictures.Fitting;

namespace CometRunway.Imaging;

/// <summary>Fits pictures with SkiaSharp, one at a time: what one takes in memory is the most that all take.</summary>
internal sealed class SkiaPictureFitter : IPictureFitter, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <inheritdoc/>
    public async Task<FitOutcome> FitAsync(FitOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Fit(order), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            return FitOutcome.None("SkiaSharp's native library is missing or of another version");
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static FitOutcome Fit(FitOrder order)
    {
        var layout = Layout.Of(order);
        using var picture = PictureOpener.Open(order.Picture, order.Facts, layout, out var reason);
        return picture is null ? FitOutcome.None(reason!) : SizedEncoder.Encode(picture, order, layout);
    }
}
