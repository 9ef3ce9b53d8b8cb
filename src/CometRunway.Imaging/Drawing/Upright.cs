using SkiaSharp;

namespace CometRunway.Imaging.Drawing;

/// <summary>Returns the matrices that apply the eight EXIF orientations.</summary>
internal static class Upright
{
    /// <summary>Returns the matrix that makes an image upright.</summary>
    /// <param name="orientation">The EXIF orientation, 1 to 8.</param>
    /// <param name="width">The width as stored.</param>
    /// <param name="height">The height as stored.</param>
    public static SKMatrix Matrix(int orientation, float width, float height) => orientation switch
    {
        2 => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        3 => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        4 => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        5 => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        6 => new(0, -1, height, 1, 0, 0, 0, 0, 1),
        7 => new(0, -1, height, -1, 0, width, 0, 0, 1),
        8 => new(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
