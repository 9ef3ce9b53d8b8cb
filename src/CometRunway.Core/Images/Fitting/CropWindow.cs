using CometRunway.Catalog;

namespace CometRunway.Images.Fitting;

/// <summary>The part of an upright image to keep, in pixels. The values need not be whole numbers.</summary>
/// <param name="X">The left edge.</param>
/// <param name="Y">The top edge.</param>
/// <param name="Width">The width.</param>
/// <param name="Height">The height.</param>
public readonly record struct CropWindow(double X, double Y, double Width, double Height)
{
    /// <summary>Returns the largest window with an aspect ratio inside an image. The focus affects only the dimension that is cropped.</summary>
    public static CropWindow For(int imageWidth, int imageHeight, VideoRatio shape, CropFocus focus = CropFocus.Center)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(imageWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(imageHeight, 1);
        var width = Math.Min(imageWidth, imageHeight * shape.Aspect);
        var height = Math.Min(imageHeight, imageWidth / shape.Aspect);
        var (left, top) = focus switch
        {
            CropFocus.Left => (0, 0.5),
            CropFocus.Right => (1, 0.5),
            CropFocus.Top => (0.5, 0),
            CropFocus.Bottom => (0.5, 1),
            _ => (0.5, 0.5),
        };
        return new((imageWidth - width) * left, (imageHeight - height) * top, width, height);
    }
}
