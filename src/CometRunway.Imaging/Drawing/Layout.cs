using CometRunway.Catalog;
using CometRunway.Images.Fitting;

namespace CometRunway.Imaging.Drawing;

/// <summary>Which part of the upright image is drawn, and how large.</summary>
/// <param name="Window">The part, in pixels of the upright image.</param>
/// <param name="Shape">The exact shape; null follows the window.</param>
/// <param name="Width">Width of the result.</param>
/// <param name="Height">Height of the result.</param>
internal sealed record Layout(CropWindow Window, VideoRatio? Shape, int Width, int Height)
{
    public static Layout Of(ImageTransformRequest order)
    {
        var window = order.Window ?? new CropWindow(0, 0, order.Facts.Width, order.Facts.Height);
        var scale = Math.Min(1, order.LongestSide / Math.Max(window.Width, window.Height));
        return Sized(window, order.Shape, scale);
    }

    /// <summary>The same part, smaller.</summary>
    public Layout Smaller(double factor) => Sized(Window, Shape, Width * factor / Window.Width);

    private static Layout Sized(CropWindow window, VideoRatio? shape, double scale)
    {
        var (width, height) = shape is { } exact ? Steps(exact, window, scale) : (0, 0);
        return width > 0
            ? new(window, shape, width, height)
            : new(window, shape, Math.Max(1, (int)Math.Round(window.Width * scale)), Math.Max(1, (int)Math.Round(window.Height * scale)));
    }

    /// <summary>Whole multiples of the shape in lowest terms, so that it is met to the pixel; 0 where the image is too small for one.</summary>
    private static (int Width, int Height) Steps(VideoRatio shape, CropWindow window, double scale)
    {
        var divisor = GreatestDivisor(shape.Width, shape.Height);
        var (width, height) = (shape.Width / divisor, shape.Height / divisor);
        var steps = (int)Math.Min(window.Width * scale / width, window.Height * scale / height);
        return (width * steps, height * steps);
    }

    private static int GreatestDivisor(int a, int b) => b == 0 ? a : GreatestDivisor(b, a % b);
}
