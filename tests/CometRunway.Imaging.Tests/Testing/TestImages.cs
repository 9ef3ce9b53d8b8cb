using CometRunway.TestKit.Files;
using CometRunway.TestKit.Images;
using SkiaSharp;

namespace CometRunway.Imaging.Tests.Testing;

/// <summary>Images whose quarters are told apart by colour, stored in any of the eight ways.</summary>
internal static class TestImages
{
    /// <summary>What EXIF says: where the first row and the first column of the file belong on the screen.</summary>
    private static readonly (bool RowIsSide, bool RowIsFar, bool ColumnIsFar)[] Orientations =
    [
        (false, false, false), (false, false, true), (false, true, true), (false, true, false),
        (true, false, false), (true, true, false), (true, true, true), (true, false, true),
    ];

    /// <summary>The bytes of an image that is upright at this size when it is turned as the orientation says.</summary>
    public static byte[] Stored(int width, int height, int orientation, SKEncodedImageFormat format, int quality = 95)
    {
        using var bitmap = Bitmap(width, height, orientation);
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    public static SKBitmap Bitmap(int width, int height, int orientation = 1)
    {
        var (rowIsSide, rowIsFar, columnIsFar) = Orientations[orientation - 1];
        var (storedWidth, storedHeight) = rowIsSide ? (height, width) : (width, height);
        var bitmap = new SKBitmap(new SKImageInfo(storedWidth, storedHeight, SKColorType.Rgba8888, SKAlphaType.Opaque, SKColorSpace.CreateSrgb()));
        using var canvas = new SKCanvas(bitmap);
        for (var row = 0; row < 2; row++)
        {
            for (var column = 0; column < 2; column++)
            {
                var first = rowIsFar ? 1 - row : row;
                var second = columnIsFar ? 1 - column : column;
                var (down, right) = rowIsSide ? (second, first) : (first, second);
                using var paint = new SKPaint { Color = SampleImage.Quarters[(down * 2) + right] };
                canvas.DrawRect(SKRect.Create(column * storedWidth / 2f, row * storedHeight / 2f, storedWidth / 2f, storedHeight / 2f), paint);
            }
        }

        return bitmap;
    }

    public static byte[] Jpeg(int width, int height, int orientation = 1, byte[]? exif = null, int quality = 95)
    {
        var jpeg = Stored(width, height, orientation, SKEncodedImageFormat.Jpeg, quality);
        return WithSegment(jpeg, [.. "Exif\0\0"u8, .. exif ?? TinyExif.Create(orientation)]);
    }

    public static byte[] WithSegment(byte[] jpeg, byte[] app1) => [0xFF, 0xD8, .. TinyJpeg.Segment(0xE1, app1), .. jpeg[2..]];

    public static byte[] Png(int width, int height, int orientation = 1, byte[]? exif = null)
    {
        var png = Stored(width, height, orientation, SKEncodedImageFormat.Png);
        return WithChunk(png, TinyPng.Chunk("eXIf", exif ?? TinyExif.Create(orientation)));
    }

    /// <summary>The chunk comes right after the header, which ends at 33.</summary>
    public static byte[] WithChunk(byte[] png, byte[] chunk) => [.. png[..33], .. chunk, .. png[33..]];

    public static byte[] Webp(int width, int height, int orientation = 1, byte[]? exif = null)
    {
        using var bitmap = Bitmap(width, height, orientation);
        using var pixmap = bitmap.PeekPixels();
        using var data = pixmap!.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 50));
        return TinyWebp.Wrap(data!.ToArray(), bitmap.Width, bitmap.Height, exif ?? TinyExif.Create(orientation));
    }

    /// <summary>64 x 48 pixels without a colour space, so that the encoder writes no profile.</summary>
    public static byte[] Plain(SKEncodedImageFormat format)
    {
        using var quarters = Bitmap(64, 48);
        using var plain = new SKBitmap(new SKImageInfo(64, 48, SKColorType.Rgba8888, SKAlphaType.Opaque)) { Pixels = quarters.Pixels };
        using var data = plain.Encode(format, 80);
        return data.ToArray();
    }

    /// <summary>The pixels as a screen shows them: in sRGB.</summary>
    public static byte[] Pixels(byte[] encoded)
    {
        using var data = SKData.CreateCopy(encoded);
        using var codec = SKCodec.Create(data);
        using var bitmap = new SKBitmap(codec.Info.WithColorType(SKColorType.Rgba8888).WithColorSpace(SKColorSpace.CreateSrgb()));
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(bitmap.Info, bitmap.GetPixels()));
        return bitmap.Bytes;
    }

    /// <summary>Fails when a quarter has not the colour that it has upright.</summary>
    public static void AssertUpright(SKBitmap shown)
    {
        for (var i = 0; i < 4; i++)
        {
            var seen = shown.GetPixel(((i % 2 * 2) + 1) * shown.Width / 4, ((i / 2 * 2) + 1) * shown.Height / 4);
            Assert.True(IsNear(seen, SampleImage.Quarters[i]), $"quarter {i} of {shown.Width}x{shown.Height} is {seen}, not {SampleImage.Quarters[i]}");
        }
    }

    public static bool IsNear(SKColor a, SKColor b, int apart = 24) =>
        Math.Abs(a.Red - b.Red) <= apart && Math.Abs(a.Green - b.Green) <= apart && Math.Abs(a.Blue - b.Blue) <= apart;
}
