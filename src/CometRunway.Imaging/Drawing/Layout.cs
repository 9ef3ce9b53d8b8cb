using CometRunway.Catalog;
using CometRunway.Images.Fitting;

namespace CometRunway.Imaging.Drawing;

/// <summary>The part of the upright image that is drawn, and the size of the result.</summary>
/// <param name="Window">The part, in pixels of the upright image.</param>
/// <param name="Shape">The exact aspect ratio; null for that of the window.</param>
/// <param name="Width">The width of the result.</param>
/// <param name="Height">The height of the result.</param>
internal sealed record Layout(CropWindow Window, VideoRatio? Shape, int Width, int Height)
{
    public static Layout Of(ImageTransformRequest request)
    {
        var window = request.Window ?? new CropWindow(0, 0, request.Facts.Width, request.Facts.Height);
        var scale = Math.Min(1, request.MaxSide / Math.Max(window.Width, window.Height));
        return Sized(window, request.Shape, scale);
    }

    /// <summary>Returns a layout of the same part with another size.</summary>
    public Layout ScaledBy(double factor) => Sized(Window, Shape, Width * factor / Window.Width);

    private static Layout Sized(CropWindow window, VideoRatio? shape, double scale)
    {
        var (width, height) = shape is { } exact ? ExactSize(exact, window, scale) : (0, 0);
        return width > 0
            ? new(window, shape, width, height)
            : new(window, shape, Math.Max(1, (int)Math.Round(window.Width * scale)), Math.Max(1, (int)Math.Round(window.Height * scale)));
    }

    /// <summary>Returns an integer multiple of the reduced aspect ratio, so that the ratio is exact; 0 when the image is too small.</summary>
    private static (int Width, int Height) ExactSize(VideoRatio shape, CropWindow window, double scale)
    {
        var divisor = GreatestCommonDivisor(shape.Width, shape.Height);
        var (width, height) = (shape.Width / divisor, shape.Height / divisor);
        var factor = (int)Math.Min(window.Width * scale / width, window.Height * scale / height);
        return (width * factor, height * factor);
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
