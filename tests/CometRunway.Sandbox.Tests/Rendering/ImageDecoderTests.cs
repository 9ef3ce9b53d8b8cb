using System.Buffers.Binary;
using CometRunway.Sandbox.Rendering;
using SkiaSharp;

namespace CometRunway.Sandbox.Tests.Rendering;

public class ImageDecoderTests
{
    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=");

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Render_SupportedFormat_ShowsTheImage(SKEncodedImageFormat format)
    {
        var image = ReferenceImage.Encode(640, 360, format);

        var clip = Render(image);

        Assert.True(ClipRenderer.CanDecode(image));
        Assert.InRange(ReferenceImage.Difference(ReferenceImage.CentreCrop(image, 320, 180), clip), 0, 2);
    }

    [Fact]
    public void Render_LargeJpeg_ShowsTheImage()
    {
        var image = ReferenceImage.Encode(3000, 2400, SKEncodedImageFormat.Jpeg);

        var clip = Render(image);

        Assert.InRange(ReferenceImage.Difference(ReferenceImage.CentreCrop(image, 320, 180), clip), 0, 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Render_ExifOrientation_ShowsTheImageUpright(int orientation)
    {
        using var upright = ReferenceImage.Draw(320, 180);

        var clip = Render(Turned(upright, orientation));

        Assert.InRange(ReferenceImage.Difference(ReferenceImage.Rgb(upright), clip), 0, 3);
    }

    [Fact]
    public void Render_UnsupportedFormat_ListsSupportedFormats()
    {
        var failure = Assert.Throws<ArgumentException>(() => Render(Gif));

        Assert.False(ClipRenderer.CanDecode(Gif));
        Assert.All(["Gif", "PNG", "JPEG", "WebP"], format => Assert.Contains(format, failure.Message));
    }

    [Fact]
    public void Render_NotAnImage_Throws()
    {
        foreach (var bytes in (byte[][])[[], [1, 2, 3], "<html>not found</html>"u8.ToArray()])
        {
            var failure = Assert.Throws<ArgumentException>(() => Render(bytes));

            Assert.False(ClipRenderer.CanDecode(bytes));
            Assert.All(["PNG", "JPEG", "WebP"], format => Assert.Contains(format, failure.Message));
        }
    }

    [Fact]
    public void Render_TruncatedImage_Throws()
    {
        var image = ReferenceImage.Encode(640, 360);

        var failure = Assert.Throws<ArgumentException>(() => Render(image[..(image.Length / 2)]));

        // Not that it is of another format.
        Assert.DoesNotContain("WebP", failure.Message);
    }

    [Fact]
    public void CanDecode_HeaderOfAHugeImage_IsFalse()
    {
        var image = ReferenceImage.Encode(64, 64);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(16), 8001);
        BinaryPrimitives.WriteUInt32BigEndian(image.AsSpan(29), Checksum(image.AsSpan(12, 17)));

        Assert.False(ClipRenderer.CanDecode(image));
        Assert.Contains("8001x64", Assert.Throws<ArgumentException>(() => Render(image)).Message);
    }

    private static byte[] Render(byte[] image) => new ClipReader(ClipRenderer.Render(new(image, "p", 320, 180, 1, null, 1))).FirstFrame();

    /// <summary>The CRC-32 that ends a PNG chunk.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
        }

        return ~sum;
    }

    /// <summary>Stores an image as a camera does in that orientation, by the table of the EXIF standard.</summary>
    private static byte[] Turned(SKBitmap upright, int orientation)
    {
        var (right, bottom) = (upright.Width - 1, upright.Height - 1);
        using var stored = orientation < 5 ? new SKBitmap(upright.Width, upright.Height) : new SKBitmap(upright.Height, upright.Width);
        for (var y = 0; y < stored.Height; y++)
        {
            for (var x = 0; x < stored.Width; x++)
            {
                var (fromX, fromY) = orientation switch
                {
                    2 => (right - x, y),
                    3 => (right - x, bottom - y),
                    4 => (x, bottom - y),
                    5 => (y, x),
                    6 => (right - y, x),
                    7 => (right - y, bottom - x),
                    8 => (y, bottom - x),
                    _ => (x, y),
                };
                stored.SetPixel(x, y, upright.GetPixel(fromX, fromY));
            }
        }

        using var jpeg = stored.Encode(SKEncodedImageFormat.Jpeg, 98);
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*\0\0\0\u0008\0\u0001"u8, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        return [.. jpeg.Span[..2], .. exif, .. jpeg.Span[2..]];
    }
}
