using CometRunway.Images;
using SkiaSharp;

namespace CometRunway.Imaging.Decoding;

/// <summary>An image in memory, still lying as its file holds it, perhaps smaller.</summary>
internal sealed class DecodedImage(SKBitmap bitmap, ImageFacts facts, bool isDrawing) : IDisposable
{
    public SKBitmap Bitmap => bitmap;

    public int Orientation => facts.Orientation;

    /// <summary>Width as a viewer shows it, of what is in memory.</summary>
    public int Width => Orientation >= 5 ? bitmap.Height : bitmap.Width;

    /// <summary>Height as a viewer shows it, of what is in memory.</summary>
    public int Height => Orientation >= 5 ? bitmap.Width : bitmap.Height;

    /// <summary>Width as a viewer shows it, of the file.</summary>
    public int FullWidth => facts.Width;

    /// <summary>Height as a viewer shows it, of the file.</summary>
    public int FullHeight => facts.Height;

    /// <summary>True when the file packs its pixels without loss, as drawings and screenshots are.</summary>
    public bool IsDrawing => isDrawing;

    /// <summary>True when some pixel is not opaque.</summary>
    public bool HasTransparency => bitmap.AlphaType != SKAlphaType.Opaque && AnyTransparent();

    public void Dispose() => bitmap.Dispose();

    private bool AnyTransparent()
    {
        // Premultiplied 8-bit colours of either order end with alpha.
        var pixels = bitmap.GetPixelSpan();
        for (var i = 3; i < pixels.Length; i += 4)
        {
            if (pixels[i] != byte.MaxValue)
                return true;
        }

        return false;
    }
}
