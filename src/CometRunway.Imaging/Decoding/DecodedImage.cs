using CometRunway.Images;
using SkiaSharp;

namespace CometRunway.Imaging.Decoding;

/// <summary>A decoded image before EXIF orientation is applied. It may be smaller than in the file.</summary>
internal sealed class DecodedImage(SKBitmap bitmap, ImageFacts facts, bool isLossless) : IDisposable
{
    public SKBitmap Bitmap => bitmap;

    public int Orientation => facts.Orientation;

    /// <summary>The width of the bitmap after EXIF orientation.</summary>
    public int Width => Orientation >= 5 ? bitmap.Height : bitmap.Width;

    /// <summary>The height of the bitmap after EXIF orientation.</summary>
    public int Height => Orientation >= 5 ? bitmap.Width : bitmap.Height;

    /// <summary>The width of the image in the file after EXIF orientation.</summary>
    public int FullWidth => facts.Width;

    /// <summary>The height of the image in the file after EXIF orientation.</summary>
    public int FullHeight => facts.Height;

    /// <summary>True when the format of the file is lossless, as is usual for drawings and screenshots.</summary>
    public bool IsLossless => isLossless;

    /// <summary>True when at least one pixel is not opaque.</summary>
    public bool HasTransparency => bitmap.AlphaType != SKAlphaType.Opaque && AnyTransparent();

    public void Dispose() => bitmap.Dispose();

    private bool AnyTransparent()
    {
        // In both 8-bit premultiplied colour types alpha is the last byte.
        var pixels = bitmap.GetPixelSpan();
        for (var i = 3; i < pixels.Length; i += 4)
        {
            if (pixels[i] != byte.MaxValue)
                return true;
        }

        return false;
    }
}
