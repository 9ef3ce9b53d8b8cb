using CometRunway.Images;
using CometRunway.Images.Metadata;
using CometRunway.Imaging.Tests.Testing;
using CometRunway.TestKit.Images;
using SkiaSharp;

namespace CometRunway.Imaging.Tests;

/// <summary>Nothing that tells where or by whom a photo was taken is sent, wherever a camera or a program wrote it, and the pixels stay the same.</summary>
public class RebuildTests
{
    private const int Randoms = 400;

    private static readonly byte[] Photo = TestImages.Plain(SKEncodedImageFormat.Jpeg);
    private static readonly byte[] Drawing = TestImages.Plain(SKEncodedImageFormat.Png);
    private static readonly byte[] Lossy = TestImages.Plain(SKEncodedImageFormat.Webp);

    /// <summary>Places where a secret hides.</summary>
    public static TheoryData<string> Hidden() =>
    [
        "exif thumbnail", "xmp", "extended xmp", "iptc", "comment", "flashpix", "unknown application data", "jfif thumbnail", "jfif extension", "long adobe",
        "profile that is no profile", "second jpeg", "video", "zip behind the end", "mpf",
        "png text", "png compressed text", "png international text", "png compressed international text", "png time", "png exif behind the end", "png private chunk", "png palette suggestion",
        "png profile that is no profile", "png animation data", "png behind the end", "png long gamma",
        "webp exif", "webp xmp", "webp unknown chunk", "webp behind the end", "webp profile that is no profile", "webp exif without a header for it",
    ];

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task TransformAsync_SecretBesideThePixels_IsNotSentAndThePixelsStay(string place)
    {
        using var fitting = new Fitting();
        var bytes = Make(place);
        Assert.True(place.Contains("compressed", StringComparison.Ordinal) || GpsExif.IsIn(bytes));

        var fitted = await fitting.TransformAsync(bytes);

        Assert.Empty(fitted.Violations);
        var sent = fitted.Image!.Bytes;
        Assert.False(GpsExif.IsIn(sent.Span));
        Assert.True(sent.Length < bytes.Length);
        Assert.Single(fitted.Notes);
        Assert.Equal(Pixels(bytes), Pixels(sent.ToArray()));
        AssertOnlyNeeded(sent.Span);
    }

    [Theory]
    [InlineData("exif thumbnail", nameof(LeftOut.Metadata))]
    [InlineData("video", nameof(LeftOut.DataAfterEnd))]
    [InlineData("png private chunk", nameof(LeftOut.Metadata))]
    [InlineData("png behind the end", nameof(LeftOut.DataAfterEnd))]
    [InlineData("webp xmp", nameof(LeftOut.Metadata))]
    [InlineData("webp behind the end", nameof(LeftOut.DataAfterEnd))]
    public void Rebuild_PartsOfOneKind_NamesThatKind(string place, string expected)
    {
        var bytes = Make(place);

        Assert.Equal(expected, ImageMetadata.Rebuild(bytes, ImageHeader.Read(bytes, bytes.Length)!)!.LeftOut.ToString());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public async Task TransformAsync_TurnedPhotoWithoutImaging_KeepsOnlyItsOrientation(int orientation)
    {
        using var fitting = new Fitting(withFitter: false);

        foreach (var bytes in new[] { TestImages.Jpeg(96, 64, orientation, GpsExif.Create(orientation)), TestImages.Png(96, 64, orientation, GpsExif.Create(orientation)), TestImages.Webp(96, 64, orientation, GpsExif.Create(orientation)) })
        {
            var fitted = await fitting.TransformAsync(bytes);

            Assert.False(GpsExif.IsIn(fitted.Image!.Bytes.Span));
            var facts = ImageHeader.TryRead(fitted.Image.Bytes.Span, fitted.Image.Bytes.Length)!;
            Assert.Equal((96, 64, orientation), (facts.Width, facts.Height, facts.Orientation));
        }
    }

    /// <summary>A structure that is not understood can hide anything, so the pixels are encoded anew, or the image is refused.</summary>
    [Theory]
    [InlineData("table with a rest")]
    [InlineData("restart interval with a rest")]
    [InlineData("two frames")]
    [InlineData("unknown critical chunk")]
    [InlineData("pixels in two places")]
    [InlineData("two images in a webp")]
    public async Task TransformAsync_StructureThatIsNotUnderstood_IsNotSentAsItIs(string kind)
    {
        var bytes = Broken(kind);
        using var fitting = new Fitting();
        using var without = new Fitting(withFitter: false);

        var fitted = await fitting.TransformAsync(bytes);
        var refused = await without.TransformAsync(bytes);

        Assert.False(fitted.Image is { } image && GpsExif.IsIn(image.Bytes.Span));
        Assert.True(fitted.Image is not null || fitted.Violations.Count == 1);
        Assert.Equal("picture_broken", Assert.Single(refused.Violations).Code);
        Assert.Null(refused.Image);
    }

    /// <summary>Random parts in random order, many times: the result shows the same pixels, has no other part, and is not changed by a second pass.</summary>
    [Fact]
    public void Rebuild_RandomParts_AreLeftOutAndThePixelsStay()
    {
        var random = new Random(20261128);
        for (var i = 0; i < Randoms; i++)
        {
            var bytes = (i % 3) switch { 0 => RandomJpeg(random), 1 => RandomPng(random), _ => RandomWebp(random) };
            var header = ImageHeader.Read(bytes, bytes.Length)!;

            var rebuilt = ImageMetadata.Rebuild(bytes, header)!.ToArray();

            AssertOnlyNeeded(rebuilt);
            Assert.Equal(Pixels(bytes), Pixels(rebuilt));
            Assert.True(ImageMetadata.Rebuild(rebuilt, ImageHeader.Read(rebuilt, rebuilt.Length)!)!.IsSame, $"pass {i}");
            Assert.True(ImageHeader.Read(rebuilt, rebuilt.Length)!.IsSameImage(header));
        }
    }

    [Fact]
    public void Rebuild_DamagedFiles_NeverThrowsAndNeverKeepsAnUnknownPart()
    {
        var random = new Random(5);
        for (var i = 0; i < 6000; i++)
        {
            var bytes = (i % 3) switch { 0 => RandomJpeg(random), 1 => RandomPng(random), _ => RandomWebp(random) };
            for (var edits = random.Next(1, 5); edits > 0; edits--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(3) == 0)
                bytes = bytes[..random.Next(bytes.Length + 1)];

            if (ImageHeader.Read(bytes, bytes.Length) is { } header && ImageMetadata.Rebuild(bytes, header) is { } rebuilt)
                AssertOnlyNeeded(rebuilt.ToArray());
        }
    }

    /// <summary>A reader of its own, which knows only the parts that may be there.</summary>
    private static void AssertOnlyNeeded(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] == 0xFF)
            AssertOnlyNeededJpeg(bytes);
        else if (bytes[0] == 0x89)
            AssertOnlyNeededPng(bytes);
        else
            AssertOnlyNeededWebp(bytes);
    }

    private static void AssertOnlyNeededJpeg(ReadOnlySpan<byte> jpeg)
    {
        var at = 2;
        while (jpeg[at + 1] != 0xD9)
        {
            Assert.Equal(0xFF, jpeg[at]);
            var (marker, length) = (jpeg[at + 1], (jpeg[at + 2] << 8) + jpeg[at + 3]);
            var text = System.Text.Encoding.Latin1.GetString(jpeg.Slice(at + 4, Math.Min(12, length - 2)));
            Assert.True(
                marker is >= 0xC0 and <= 0xCF or 0xDA or 0xDB or 0xDD
                || (marker == 0xE0 && length == 16 && text.StartsWith("JFIF\0", StringComparison.Ordinal))
                || (marker == 0xE1 && length == 34 && text.StartsWith("Exif\0\0", StringComparison.Ordinal))
                || (marker == 0xE2 && text.StartsWith("ICC_PROFILE\0", StringComparison.Ordinal))
                || (marker == 0xEE && length == 14 && text.StartsWith("Adobe", StringComparison.Ordinal)),
                $"marker {marker:X2} of {length} bytes");
            at += 2 + length;
            while (marker == 0xDA && !(jpeg[at] == 0xFF && jpeg[at + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7))))
                at++;
        }

        Assert.Equal(jpeg.Length, at + 2);
    }

    private static void AssertOnlyNeededPng(ReadOnlySpan<byte> png)
    {
        string[] allowed = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs", "mDCV", "cLLI", "eXIf"];
        var at = 8;
        var type = "";
        while (at < png.Length)
        {
            var length = (png[at] << 24) + (png[at + 1] << 16) + (png[at + 2] << 8) + png[at + 3];
            type = System.Text.Encoding.Latin1.GetString(png.Slice(at + 4, 4));
            Assert.Contains(type, allowed);
            Assert.True(type != "eXIf" || length == 26, $"EXIF of {length} bytes");
            at += 12 + length;
        }

        Assert.Equal(("IEND", png.Length), (type, at));
    }

    private static void AssertOnlyNeededWebp(ReadOnlySpan<byte> webp)
    {
        Assert.Equal(webp.Length, BitConverter.ToInt32(webp[4..8]) + 8);
        var (at, flags) = (12, 0);
        List<string> types = [];
        while (at < webp.Length)
        {
            var length = BitConverter.ToInt32(webp[(at + 4)..(at + 8)]);
            var type = System.Text.Encoding.Latin1.GetString(webp.Slice(at, 4));
            types.Add(type);
            flags = type == "VP8X" ? webp[at + 8] : flags;
            Assert.Contains(type, (string[])["VP8X", "VP8 ", "VP8L", "ALPH", "ICCP", "EXIF"]);
            Assert.True(type != "EXIF" || length == 26, $"EXIF of {length} bytes");
            at += 8 + length + (length & 1);
        }

        // The flags promise a profile, EXIF and XMP. A strict reader refuses a file that does not keep a promise.
        Assert.Equal(webp.Length, at);
        Assert.Equal((types.Contains("ICCP"), types.Contains("VP8X") && types.Contains("EXIF"), false), ((flags & 0x20) != 0, (flags & 0x08) != 0, (flags & 0x04) != 0));
    }

    private static byte[] Make(string place)
    {
        var secret = GpsExif.Secret.ToArray();
        return place switch
        {
            "exif thumbnail" => JpegWith(0xE1, [.. "Exif\0\0"u8, .. TinyExif.Create(1), .. secret, .. Photo]),
            "xmp" => JpegWith(0xE1, GpsExif.Xmp),
            "extended xmp" => JpegWith(0xE1, [.. "http://ns.adobe.com/xmp/extension/\0"u8, .. secret]),
            "iptc" => JpegWith(0xED, [.. "Photoshop 3.0\08BIM\u0004\u0004"u8, 0, 0, 0, 0, 0, 9, 0x1C, 2, 90, 0, 17, .. secret]),
            "comment" => JpegWith(0xFE, secret),
            "flashpix" => JpegWith(0xE2, [.. "FPXR\0"u8, .. secret]),
            "mpf" => [.. JpegWith(0xE2, [.. "MPF\0MM\0*"u8, .. secret]), .. TestImages.Jpeg(32, 24, 1, GpsExif.Create())],
            "unknown application data" => JpegWith(0xEB, secret),
            "jfif thumbnail" => [0xFF, 0xD8, .. TinyJpeg.Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 2, 3, .. secret, 0]), .. Photo[20..]],
            "jfif extension" => JpegWith(0xE0, [.. "JFXX\0"u8, 0x10, .. secret]),
            "long adobe" => JpegWith(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1, .. secret]),
            "profile that is no profile" => JpegWith(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. secret, .. new byte[200]]),
            "second jpeg" => [.. Photo, .. TestImages.Jpeg(32, 24, 1, GpsExif.Create())],
            "video" => [.. Photo, 0, 0, 0, 24, .. "ftypmp42"u8, .. new byte[12], .. secret],
            "zip behind the end" => [.. Photo, .. "PK\u0003\u0004"u8, .. secret],
            "png text" => PngWith("tEXt", [.. "Comment\0"u8, .. secret]),
            "png compressed text" => PngWith("zTXt", [.. "Comment\0\0"u8, .. Packing.Zlib(secret)]),
            "png international text" => PngWith("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. GpsExif.Xmp]),
            "png compressed international text" => PngWith("iTXt", [.. "XML:com.adobe.xmp\0\u0001\0\0\0"u8, .. Packing.Zlib(GpsExif.Xmp)]),
            "png time" => PngWith("tIME", secret),
            "png exif behind the end" => [.. Drawing, .. TinyPng.Chunk("eXIf", GpsExif.Create())],
            "png private chunk" => PngWith("caNv", secret),
            "png palette suggestion" => PngWith("sPLT", secret),
            "png profile that is no profile" => PngWith("iCCP", [.. "icc\0\0"u8, .. secret]),
            "png animation data" => PngWith("fdAT", [0, 0, 0, 1, .. secret]),
            "png behind the end" => [.. Drawing, .. secret],
            "png long gamma" => PngWith("gAMA", [0, 0, 0xB1, 0x8F, .. secret]),
            "webp exif" => TestImages.Webp(64, 48, 1, GpsExif.Create()),
            "webp xmp" => WebpWith(0x04, "XMP ", GpsExif.Xmp),
            "webp unknown chunk" => WebpWith(0, "GEO ", secret),
            "webp behind the end" => [.. Lossy, .. secret],
            "webp profile that is no profile" => WebpWith(0x20, "ICCP", secret),
            "webp exif without a header for it" => WebpParts.File([.. Lossy[12..], .. WebpParts.Chunk("EXIF", GpsExif.Create())]),
            _ => throw new ArgumentException($"There is no place \"{place}\".", nameof(place)),
        };
    }

    private static byte[] Broken(string kind)
    {
        var secret = GpsExif.Secret.ToArray();
        return kind switch
        {
            "table with a rest" => JpegWith(0xDB, [0, .. Enumerable.Repeat((byte)1, 64), .. secret]),
            "restart interval with a rest" => JpegWith(0xDD, [0, 0, .. secret]),
            "two frames" => [.. Photo[..^2], .. TestImages.Jpeg(32, 24, 1, GpsExif.Create())[2..]],
            "unknown critical chunk" => PngWith("GEOx", secret),
            "pixels in two places" => [.. Drawing[..^12], .. TinyPng.Chunk("tEXt", [.. "a\0b"u8]), .. TinyPng.Chunk("IDAT", secret), .. Drawing[^12..]],
            _ => WebpParts.File([.. Lossy[12..], .. WebpParts.Chunk("VP8 ", secret)]),
        };
    }

    private static byte[] RandomJpeg(Random random)
    {
        var parts = Enumerable.Range(0, random.Next(6)).SelectMany(_ => TinyJpeg.Segment((byte)random.Next(0xE1, 0xFF) is var marker && marker is <= 0xEF or 0xFE ? marker : (byte)0xE5, Noise(random, 300)));
        return [0xFF, 0xD8, .. parts, .. Photo[2..], .. Noise(random, random.Next(2) * 200)];
    }

    private static byte[] RandomPng(Random random)
    {
        string[] types = ["tEXt", "zTXt", "iTXt", "eXIf", "tIME", "prVt", "hIST", "gIFx", "vpAg", "iDOT", "caBX", "gAMA", "pHYs"];
        byte[] Parts() => [.. Enumerable.Range(0, random.Next(4)).SelectMany(_ => TinyPng.Chunk(types[random.Next(types.Length)], Noise(random, 300)))];
        return [.. Drawing[..33], .. Parts(), .. Drawing[33..^12], .. Parts(), .. Drawing[^12..], .. Noise(random, random.Next(2) * 200)];
    }

    private static byte[] RandomWebp(Random random)
    {
        string[] types = ["XMP ", "GEO ", "\0\0\0\0", "JUNK"];
        byte[] Parts() => [.. Enumerable.Range(0, random.Next(4)).SelectMany(_ => WebpParts.Chunk(types[random.Next(types.Length)], Noise(random, 300)))];
        return [.. WebpParts.File([.. WebpParts.Extended(0x04), .. Parts(), .. Lossy[12..], .. Parts()]), .. Noise(random, random.Next(2) * 200)];
    }

    private static byte[] Noise(Random random, int most)
    {
        var bytes = new byte[random.Next(most + 1)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] JpegWith(byte marker, byte[] data) => [0xFF, 0xD8, .. TinyJpeg.Segment(marker, data), .. Photo[2..]];

    private static byte[] PngWith(string type, byte[] data) => TestImages.WithChunk(Drawing, TinyPng.Chunk(type, data));

    private static byte[] WebpWith(byte flags, string type, byte[] data) => WebpParts.File([.. WebpParts.Extended(flags), .. WebpParts.Chunk(type, data), .. Lossy[12..]]);

    private static byte[] Pixels(byte[] encoded) => TestImages.Pixels(encoded);
}
