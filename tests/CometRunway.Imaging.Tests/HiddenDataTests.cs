using System.Buffers.Binary;
using CometRunway.Images;
using CometRunway.Images.Metadata;
using CometRunway.Imaging.Tests.Testing;
using CometRunway.TestKit.Images;
using SkiaSharp;

namespace CometRunway.Imaging.Tests;

/// <summary>Data that decoders pass over inside the parts that an image needs is not sent, and the pixels stay the same.</summary>
public class HiddenDataTests
{
    private static readonly byte[] Photo = TestImages.Plain(SKEncodedImageFormat.Jpeg);
    private static readonly byte[] Drawing = TestImages.Plain(SKEncodedImageFormat.Png);
    private static readonly byte[] Lossy = TestImages.Plain(SKEncodedImageFormat.Webp);

    public static TheoryData<string> Hidden() =>
    [
        "behind the codes", "behind the codes of a progressive jpeg", "between progressive scans", "table that no scan uses", "table that is replaced", "table behind the scan",
        "numbers of lines", "second jfif header",
        "behind the stream", "in a pixel chunk of its own", "rows below the image", "transparency of text", "palette of an image without one", "palette that is too long",
        "chromaticities of text", "chunk behind the pixels",
        "transparency that is not announced",
    ];

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task TransformAsync_SecretInsideTheImage_IsNotSentAndThePixelsStay(string place)
    {
        using var fitting = new Fitting(withFitter: false);
        var bytes = Make(place);
        Assert.True(GpsExif.IsIn(Unpacked(bytes)));

        var fitted = await fitting.TransformAsync(bytes);

        Assert.Empty(fitted.Violations);
        var sent = fitted.Image!.Bytes.ToArray();
        Assert.False(GpsExif.IsIn(Unpacked(sent)));
        Assert.Equal(TestImages.Pixels(bytes), TestImages.Pixels(sent));
        Assert.Single(fitted.Notes);
        Assert.Empty((await fitting.TransformAsync(sent)).Notes);
    }

    /// <summary>Parts of a few bytes, which together can hold any text.</summary>
    [Fact]
    public void Rebuild_ShortPartsThatDecodersPassOver_AreLeftOut()
    {
        var gamma = TinyPng.Chunk("gAMA", [0, 0, 0xB1, 0x8F]);
        var pixels = Drawing.AsSpan().IndexOf("IDAT"u8) - 4;
        var withGamma = TestImages.WithChunk(Drawing, gamma);
        var extended = WebpParts.File([.. WebpParts.Extended(0), .. Lossy[12..]]);
        (byte[] Clean, byte[] Longer)[] images =
        [
            (Photo, [.. Photo[..^2], 0xFF, 0xFF, 0xFF, .. Photo[^2..]]),
            (Photo, [0xFF, 0xD8, .. TinyJpeg.Segment(0xDC, [0x20, 0x20]), .. Photo[2..]]),
            (Photo, [.. Photo[..^2], 0xFF, 0xD0, 0xFF, 0xD1, .. Photo[^2..]]),
            (Photo, [.. Photo[..^2], .. TinyJpeg.Segment(0xDD, [0x20, 0x20]), .. Photo[^2..]]),
            ([0xFF, 0xD8, .. TinyJpeg.Segment(0xDD, [0, 0]), .. Photo[2..]], [0xFF, 0xD8, .. TinyJpeg.Segment(0xDD, [0x20, 0x20]), .. TinyJpeg.Segment(0xDD, [0, 0]), .. Photo[2..]]),
            (withGamma, TestImages.WithChunk(withGamma, gamma)),
            (withGamma, TestImages.WithChunk(Drawing, [.. gamma[..^4], .. "text"u8])),
            (Drawing, [.. Drawing[..pixels], .. TinyPng.Chunk("IDAT", [])[..^4], .. "text"u8, .. Drawing[pixels..]]),
            (extended, WebpParts.File([.. WebpParts.Chunk("VP8X", [0xC1, 1, 2, 3, 63, 0, 0, 47, 0, 0]), .. Lossy[12..]])),
        ];

        Assert.All(images, image =>
        {
            Assert.True(Rebuilt(image.Clean)!.IsSame);
            Assert.Equal(image.Clean, Rebuilt(image.Longer)!.ToArray());
        });
    }

    /// <summary>What cannot be told from the image is encoded anew or refused.</summary>
    [Theory]
    [InlineData("scan twice")]
    [InlineData("progressive scan twice")]
    [InlineData("between restart intervals")]
    [InlineData("code that is none")]
    [InlineData("scan without tables")]
    [InlineData("pixels are missing")]
    [InlineData("arithmetic coding")]
    public async Task TransformAsync_ScanThatIsNotUnderstood_IsNotSentAsItIs(string kind)
    {
        using var fitting = new Fitting();
        using var without = new Fitting(withFitter: false);
        var bytes = Broken(kind);

        var fitted = await fitting.TransformAsync(bytes);
        var refused = await without.TransformAsync(bytes);

        Assert.False(fitted.Image is { } image && GpsExif.IsIn(image.Bytes.Span));
        Assert.True(fitted.Image is not null || fitted.Violations.Count == 1);
        Assert.Equal("picture_broken", Assert.Single(refused.Violations).Code);
        Assert.Null(refused.Image);
    }

    /// <summary>The bits that fill the last byte of each interval, and the numbers of restart markers, are fixed: together they could hold a text.</summary>
    [Theory]
    [InlineData(0x3F, 0xD0, true)]
    [InlineData(0x00, 0xD0, true)]
    [InlineData(0x15, 0xD0, false)]
    [InlineData(0x3F, 0xD3, false)]
    public void Rebuild_BitsThatDecodersPassOver_AreNotKept(byte block, byte marker, bool isKept)
    {
        // Three blocks of two bits, with a restart marker after each.
        var jpeg = TinyJpeg.Create(24, 8);
        byte[] bytes = [.. jpeg[..^13], 0xFF, 0xDD, 0, 4, 0, 1, .. jpeg[^13..^3], block, 0xFF, marker, block, 0xFF, 0xD1, block, 0xFF, 0xD9];

        Assert.Equal(isKept, Rebuilt(bytes) is { IsSame: true });
    }

    /// <summary>Transparency that is not compressed has one byte for each pixel; the reserved bits and other compressions have no meaning.</summary>
    [Theory]
    [InlineData(0x00, 64 * 48, true)]
    [InlineData(0x01, 20, true)]
    [InlineData(0x00, 64 * 48 + 1, false)]
    [InlineData(0x00, 64 * 48 - 1, false)]
    [InlineData(0x41, 20, false)]
    [InlineData(0x02, 20, false)]
    public void Rebuild_TransparencyWithMoreThanItsPixels_IsNotKept(byte kind, int length, bool isKept)
    {
        var webp = WebpParts.File([.. WebpParts.Extended(0x10), .. WebpParts.Chunk("ALPH", [kind, .. Enumerable.Repeat((byte)255, length)]), .. Lossy[12..]]);

        Assert.Equal(isKept, Rebuilt(webp) is { IsSame: true });
        Assert.Equal(isKept, Rebuilt(webp) is not null);
    }

    /// <summary>Images as programs write them are sent bit for bit, and the end of their codes is found to the byte.</summary>
    [Fact]
    public void Rebuild_JpegsOfAllShapes_FindsTheEndOfTheCodes()
    {
        var random = new Random(7);
        byte[][] progressive = [ProgressiveJpeg.Colour, ProgressiveJpeg.Grey];
        for (var i = 0; i < 120; i++)
        {
            var jpeg = i < progressive.Length ? progressive[i] : RandomJpeg(random);
            byte[] longer = [.. jpeg[..^2], 0, .. GpsExif.Secret, 0xFF, 0, 0xFF, 0xD9];

            Assert.True(Rebuilt(jpeg)!.IsSame, $"image {i}");
            Assert.Equal(jpeg, Rebuilt(longer)!.ToArray());
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 16)]
    [InlineData(2, 16)]
    [InlineData(3, 2)]
    [InlineData(4, 8)]
    [InlineData(6, 16)]
    public void Rebuild_PngOfEachKind_IsTheSameAndItsEndIsFound(int colour, int depth)
    {
        foreach (var isInterlaced in new[] { false, true })
        {
            var png = Png(13, 11, (byte)depth, (byte)colour, isInterlaced, []);

            Assert.True(Rebuilt(png)!.IsSame);
            Assert.Equal(TestImages.Pixels(png), TestImages.Pixels(Rebuilt(Png(13, 11, (byte)depth, (byte)colour, isInterlaced, GpsExif.Secret.ToArray()))!.ToArray()));
            Assert.False(GpsExif.IsIn(Unpacked(Rebuilt(Png(13, 11, (byte)depth, (byte)colour, isInterlaced, GpsExif.Secret.ToArray()))!.ToArray())));
        }
    }

    private static RebuiltImage? Rebuilt(byte[] bytes) => ImageMetadata.Rebuild(bytes, ImageHeader.Read(bytes, bytes.Length)!);

    private static byte[] Make(string place)
    {
        var secret = GpsExif.Secret.ToArray();
        return place switch
        {
            "behind the codes" => [.. Photo[..^2], .. secret, .. Photo[^2..]],
            "behind the codes of a progressive jpeg" => [.. ProgressiveJpeg.Colour[..^2], .. secret, 0xFF, 0xD9],
            "between progressive scans" => Inserted(ProgressiveJpeg.Colour, 1, secret),
            "table that no scan uses" => JpegWith(0xC4, [0x13, .. new byte[7], (byte)secret.Length, .. new byte[8], .. secret]),
            "table that is replaced" => JpegWith(0xDB, [0, .. secret, .. Enumerable.Repeat((byte)1, 64 - secret.Length)]),
            "table behind the scan" => [.. Photo[..^2], .. TinyJpeg.Segment(0xDB, [0, .. secret, .. new byte[64 - secret.Length]]), .. Photo[^2..]],
            "numbers of lines" => JpegWith(0xDC, secret),
            "second jfif header" => [.. Photo[..20], .. TinyJpeg.Segment(0xE0, [.. "JFIF\0"u8, 1, 1, .. secret]), .. Photo[20..]],
            "behind the stream" => PngOf(TinyPng.Chunk("IDAT", [.. Stream(Drawing), .. secret])),
            "in a pixel chunk of its own" => PngOf(TinyPng.Chunk("IDAT", Stream(Drawing)), TinyPng.Chunk("IDAT", secret)),
            "rows below the image" => PngOf(TinyPng.Chunk("IDAT", Packing.Zlib([.. Packing.Unpacked(Stream(Drawing)), .. secret]))),
            "transparency of text" => TestImages.WithChunk(Drawing, TinyPng.Chunk("tRNS", secret)),
            "palette of an image without one" => TestImages.WithChunk(Drawing, TinyPng.Chunk("PLTE", [.. secret, 0])),
            "palette that is too long" => Png(13, 11, 2, PngFrame.Palette, false, [], secret),
            "chromaticities of text" => TestImages.WithChunk(Drawing, TinyPng.Chunk("cHRM", [.. secret, .. new byte[32 - secret.Length]])),
            "chunk behind the pixels" => [.. Drawing[..^12], .. TinyPng.Chunk("tRNS", secret), .. Drawing[^12..]],
            "transparency that is not announced" => WebpParts.File([.. WebpParts.Extended(0), .. WebpParts.Chunk("ALPH", secret), .. Lossy[12..]]),
            _ => throw new ArgumentException($"There is no place \"{place}\".", nameof(place)),
        };
    }

    private static byte[] Broken(string kind)
    {
        var secret = GpsExif.Secret.ToArray();
        var scan = At(Photo, 0xDA);
        return kind switch
        {
            "scan twice" => [.. Photo[..^2], .. Photo[scan..]],
            "progressive scan twice" => [.. ProgressiveJpeg.Colour[..^2], .. ProgressiveJpeg.Colour[At(ProgressiveJpeg.Colour, 0xDA)..]],
            // Two blocks, with a restart marker after the first.
            "between restart intervals" => [.. TinyJpeg.Create(16, 8)[..^13], 0xFF, 0xDD, 0, 4, 0, 1, .. TinyJpeg.Create(16, 8)[^13..^3], 0x3F, .. secret, 0xFF, 0xD0, 0x3F, 0xFF, 0xD9],
            "code that is none" => [.. TinyJpeg.Create(16, 8)[..^3], 0xFF, 0, .. secret, 0xFF, 0xD9],
            "scan without tables" => [0xFF, 0xD8, .. Photo[At(Photo, 0xC0)..]],
            "pixels are missing" => [.. Photo[..(scan + 20)], 0xFF, 0xD9],
            _ => [.. Photo[..At(Photo, 0xC0)], 0xFF, 0xC9, .. Photo[(At(Photo, 0xC0) + 2)..]],
        };
    }

    private static byte[] RandomJpeg(Random random)
    {
        var isGrey = random.Next(4) == 0;
        using var bitmap = new SKBitmap(new SKImageInfo(random.Next(1, 70), random.Next(1, 70), isGrey ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque));
        random.NextBytes(bitmap.GetPixelSpan());
        using var pixmap = bitmap.PeekPixels();
        var options = new SKJpegEncoderOptions(random.Next(5, 101), (SKJpegEncoderDownsample)random.Next(3), SKJpegEncoderAlphaOption.Ignore);
        using var data = pixmap.Encode(options);
        return data!.ToArray();
    }

    /// <summary>Puts bytes behind the codes of a scan.</summary>
    private static byte[] Inserted(byte[] jpeg, int scan, byte[] bytes)
    {
        var at = JpegSegment.Read(jpeg, out _)!.Where(s => s.IsScan).ElementAt(scan).To;
        return [.. jpeg[..at], .. bytes, .. jpeg[at..]];
    }

    /// <summary>Returns the position of a marker.</summary>
    private static int At(ReadOnlySpan<byte> jpeg, byte marker)
    {
        ReadOnlySpan<byte> bytes = [0xFF, marker];
        return jpeg.IndexOf(bytes);
    }

    private static byte[] JpegWith(byte marker, byte[] data) => [0xFF, 0xD8, .. TinyJpeg.Segment(marker, data), .. Photo[2..]];

    private static byte[] PngOf(params byte[][] pixels) => [.. Drawing[..33], .. pixels.SelectMany(p => p), .. Drawing[^12..]];

    /// <summary>Returns a PNG image with random pixels of a kind, and bytes behind its rows.</summary>
    private static byte[] Png(int width, int height, byte depth, byte colour, bool isInterlaced, byte[] behind, byte[]? colours = null)
    {
        byte[] header = [0, 0, 0, (byte)width, 0, 0, 0, (byte)height, depth, colour, 0, 0, isInterlaced ? (byte)1 : (byte)0];
        var rows = new byte[PngFrame.Read(header)!.Value.PixelBytes];
        return
        [
            .. Drawing[..8],
            .. TinyPng.Chunk("IHDR", header),
            .. colour == PngFrame.Palette ? TinyPng.Chunk("PLTE", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, .. colours ?? [], .. colours is null ? [] : (byte[])[0]]) : [],
            .. TinyPng.Chunk("IDAT", Packing.Zlib([.. rows, .. behind])),
            .. Drawing[^12..],
        ];
    }

    /// <summary>The contents of the pixel chunks of a PNG file.</summary>
    private static byte[] Stream(byte[] png)
    {
        var data = new List<byte>();
        for (var at = 8; at < png.Length; at += 12 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at)))
        {
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
                data.AddRange(png.AsSpan(at + 8, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at))));
        }

        return [.. data];
    }

    /// <summary>The image, and what its compressed pixels contain.</summary>
    private static byte[] Unpacked(byte[] image) => image[0] == 0x89 ? [.. image, .. Packing.Unpacked(Stream(image))] : image;
}
