using CometRunway.Catalog;

namespace CometRunway.Images.Fitting;

/// <summary>The part of an upright image that stays, in its pixels; sides need not be whole numbers.</summary>
/// <param name="X">Where it begins from the left.</param>
/// <param name="Y">Where it begins from the top.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
public readonly record struct CropWindow(double X, double Y, double Width, double Height)
{
    /// <summary>The largest window of a shape inside an image. Only the direction that must be cut follows the focus; the other stays whole.</summary>
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
