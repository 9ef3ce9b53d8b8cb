using CometRunway.Images;
using CometRunway.Images.Fitting;
using CometRunway.Imaging.Tests.Testing;
using CometRunway.TestKit.Images;
using CometRunway.TestKit.Snapshots;
using SkiaSharp;

namespace CometRunway.Imaging.Tests;

/// <summary>Every kind of image and defect, through loader and fitting without other programs: sent as it is, made to fit, or refused.</summary>
public class ImageTableTests
{
    private const int MostBytesOfPng = 3_932_142;

    private static readonly string[] Turnable = ["jpeg", "png", "webp"];

    private static readonly byte[] Heic = [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8, 0, 0, 0, 20, .. "ispe\0\0\0\0"u8, 0, 0, 1, 0, 0, 0, 1, 0];

    /// <summary>Sent byte for byte, and nothing is said.</summary>
    public static TheoryData<string, string> Sent() => new(Rows(
        "png", "jpeg", "webp lossless", "webp lossy", "webp extended", "png named .jpg", "jpeg of 8000 pixels", "png of just the limit", "jpeg of 1 pixel",
        "png of 1 pixel"));

    /// <summary>Made to fit: what it is then, its size, and what the note must name.</summary>
    public static TheoryData<string, string, int, int, string> Fitted() => new()
    {
        { "gif", "image/png", 64, 48, "GIF" },
        { "gif animated", "image/png", 64, 48, "GIF" },
        { "bmp", "image/png", 64, 48, "BMP" },
        { "apng of two frames", "image/png", 64, 48, "" },
        { "webp animated", "image/png", 64, 48, "" },
        { "jpeg of 8001 pixels", "image/jpeg", 4096, 2099, "8001x4100" },
        { "png over the limit", "image/png", 64, 48, "PNG" },
        { "png without its end", "image/png", 64, 48, "" },
        { "jpeg without its end", "image/jpeg", 64, 48, "" },
        { "jpeg with place", "image/jpeg", 64, 48, "" },
        { "jpeg with place in xmp", "image/jpeg", 64, 48, "" },
        { "jpeg with place, turned", "image/jpeg", 64, 48, "" },
        { "png with place", "image/png", 64, 48, "" },
        { "png with place in text", "image/png", 64, 48, "" },
        { "png with packed profile", "image/png", 64, 48, "" },
        { "webp with place", "image/webp", 64, 48, "" },
        { "jpeg with orientation 1", "image/jpeg", 64, 48, "" },
        { "png with orientation 1", "image/png", 64, 48, "" },
        { "apng of one frame", "image/png", 64, 48, "" },
        { "jpeg with a comment", "image/jpeg", 64, 48, "" },
        { "motion photo", "image/jpeg", 64, 48, "" },
        { "png with data behind its end", "image/png", 64, 48, "" },
        { "large only by its metadata", "image/png", 64, 48, "" },
        { "jpeg in a jpeg that is cut off", "image/jpeg", 64, 48, "" },
    };

    /// <summary>Refused: the code, and what the problem must name.</summary>
    public static TheoryData<string, string, string> Refused() => new()
    {
        { "0 bytes", "picture_empty", "" },
        { "1 byte", "picture_not_recognised", "" },
        { "text", "picture_not_recognised", "" },
        { "html", "picture_not_recognised", "" },
        { "pdf", "picture_not_recognised", "PDF" },
        { "zip", "picture_not_recognised", "ZIP" },
        { "psd", "picture_not_recognised", "Photoshop" },
        { "mp4", "picture_not_recognised", "" },
        { "git lfs pointer", "picture_not_recognised", "Git LFS" },
        { "heic", "picture_type", "ImageMagick" },
        { "avif", "picture_type", "AVIF" },
        { "tiff", "picture_type", "TIFF" },
        { "svg", "picture_type", "rsvg-convert" },
        { "jpeg xl", "picture_type", "JXL" },
        { "png signature", "picture_truncated", "" },
        { "jpeg signature", "picture_truncated", "" },
        { "webp signature", "picture_truncated", "" },
        { "gif signature", "picture_type", "" },
        { "bmp header", "picture_type", "" },
        { "half a png", "picture_truncated", " %" },
        { "half a jpeg", "picture_truncated", "" },
        { "half a webp", "picture_truncated", "" },
        { "half a gif", "picture_type", "" },
        { "png of 0 pixels", "picture_broken", "" },
        { "jpeg without a frame", "picture_broken", "" },
        { "png header of 40000", "picture_truncated", "1,600" },
        { "jpeg header of 40000", "picture_truncated", "1,600" },
        { "gif header of 65535", "picture_type", "4,294" },
        { "bmp header of 30000", "picture_type", "900" },
        { "apng with damaged pixels", "picture_animated", "" },
    };

    [Theory]
    [MemberData(nameof(Sent))]
    public async Task TransformAsync_ImageThatFits_IsSentByteForByte(string name, string file)
    {
        using var fitting = new Fitting();
        var bytes = Make(name);

        var fitted = await fitting.TransformAsync(bytes, name: file);

        Assert.Empty(fitted.Violations);
        Assert.Empty(fitted.Notes);
        Assert.True(fitted.Image!.Bytes.Span.SequenceEqual(bytes));
        Assert.Null(fitted.Image.OriginalSha256);
    }

    [Theory]
    [MemberData(nameof(Fitted))]
    public async Task TransformAsync_ImageThatDoesNotFit_IsMadeToFitAndSaysHow(string name, string type, int width, int height, string named)
    {
        using var fitting = new Fitting();
        var bytes = Make(name);

        var fitted = await fitting.TransformAsync(bytes);

        Assert.Empty(fitted.Violations);
        Assert.Contains(named, Assert.Single(fitted.Notes), StringComparison.Ordinal);
        Assert.Equal((type, width, height), (fitted.Image!.Facts!.MediaType, fitted.Image.Facts.Width, fitted.Image.Facts.Height));
        Assert.True(fitted.Image.WireLength <= ImageLoader.MaxDataUriCharacters);
        Assert.False(GpsExif.IsIn(fitted.Image.Bytes.Span));
        Assert.NotNull(fitted.Image.OriginalSha256);
        using var shown = Fitting.DisplayText(fitted);
        Assert.Equal((width, height), (shown.Width, shown.Height));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task TransformAsync_ImageThatCannotBeMadeToFit_IsRefusedWithWhatToDo(string name, string code, string named)
    {
        using var fitting = new Fitting();

        var fitted = await fitting.TransformAsync(Make(name));

        var violation = Assert.Single(fitted.Violations);
        Assert.Equal(code, violation.Code);
        Assert.Contains(named, violation.Problem, StringComparison.Ordinal);
        Assert.Null(fitted.Image);
    }

    public static TheoryData<string, int> Orientations() => [.. Turnable.SelectMany(kind => Enumerable.Range(1, 8).Select(o => (kind, o)))];

    [Theory]
    [MemberData(nameof(Orientations))]
    public async Task TransformAsync_EveryOrientation_IsUprightAndKnownBefore(string kind, int orientation)
    {
        using var fitting = new Fitting();
        var bytes = kind switch
        {
            "jpeg" => TestImages.Jpeg(96, 64, orientation),
            "png" => TestImages.Png(96, 64, orientation),
            _ => TestImages.Webp(96, 64, orientation),
        };
        var facts = ImageHeader.TryRead(bytes, bytes.Length)!;
        Assert.Equal((96, 64, orientation), (facts.Width, facts.Height, facts.Orientation));

        var fitted = await fitting.TransformAsync(bytes);

        using var shown = Fitting.DisplayText(fitted);
        Assert.Equal((96, 64), (shown.Width, shown.Height));
        TestImages.AssertUpright(shown);
        Assert.Equal(1, fitted.Image!.Facts!.Orientation);
        Assert.Single(fitted.Notes);
    }

    [Fact]
    public async Task TransformAsync_EveryRow_SaysWhatIsKept()
    {
        // How small an encoder writes depends on its build.
        var sentences = new Sentences("image-fitting").ReplaceMatches(@"[\d.]+ [KM]B\b", "{size}");
        foreach (var row in Fitted())
            await AddAsync(row.Data.Item1, fitted => fitted.Notes);
        foreach (var row in Refused())
            await AddAsync(row.Data.Item1, fitted => fitted.Violations.Select(violation => $"[{violation.Code}] {violation.Problem}"));
        await AddAsync("turned", fitted => fitted.Notes, TestImages.Jpeg(96, 64, 6));
        await AddAsync("cropped at one end", fitted => fitted.Notes, TinyPng.Create(600, 900), "top", "1280:768");
        await AddAsync("cropped at both ends", fitted => fitted.Notes, TinyPng.Create(600, 900), "center", "1280:768");
        await AddAsync("focus of the other direction", fitted => fitted.Notes.Where(note => note.StartsWith("cropFocus", StringComparison.Ordinal)), TinyPng.Create(600, 900), "top", "720:1280");
        await AddAsync("focus without a cut", fitted => fitted.Notes.Where(note => note.StartsWith("cropFocus", StringComparison.Ordinal)), TinyPng.Create(1280, 768), "top", "1280:768");

        using (var none = new Fitting(withFitter: false))
        {
            var fitted = await none.TransformAsync(TestImages.Jpeg(96, 64, 6, GpsExif.Create(6)), "top", "1280:768");
            sentences.Add("without the imaging package", [.. fitted.Notes, .. fitted.Violations.Select(violation => $"[{violation.Code}] {violation.Problem}")]);
        }

        using (var fitting = new Fitting())
        {
            var link = await fitting.TransformAsync("https://example.com/cat.png", "top", "1280:768");
            sentences.Add("crop of a link", Assert.Single(link.Violations).Problem);
            var damaged = await fitting.TransformAsync(TinyWebp.LossyHead(64, 48));
            sentences.Add("preview of a damaged image", (await fitting.PreviewAsync(damaged, "1280:768")).Reason);
        }

        sentences.Verify();

        async Task AddAsync(string name, Func<TransformedImage, IEnumerable<string>> said, byte[]? bytes = null, string? focus = null, string? ratio = null)
        {
            using var fitting = new Fitting();
            sentences.Add(name, said(await fitting.TransformAsync(bytes ?? Make(name), focus, ratio)));
        }
    }

    [Fact]
    public void Table_AllRows_AreAtLeastSixty() =>
        Assert.True(Sent().Count + Fitted().Count + Refused().Count + Orientations().Count >= 60);

    private static IEnumerable<(string, string)> Rows(params string[] names) =>
        names.Select(n => (n, n == "png named .jpg" ? "picture.jpg" : "picture.bin"));

    private static byte[] Make(string name)
    {
        var png = TestImages.Plain(SKEncodedImageFormat.Png);
        var jpeg = TestImages.Plain(SKEncodedImageFormat.Jpeg);
        return name switch
        {
            "png" or "png named .jpg" => png,
            "jpeg" => jpeg,
            "webp lossless" => TinyWebp.Create(64, 48),
            "webp lossy" => TestImages.Plain(SKEncodedImageFormat.Webp),
            "webp extended" => TinyWebp.Extended(64, 48),
            "jpeg with orientation 1" => TestImages.Jpeg(64, 48),
            "png with orientation 1" => TestImages.Png(64, 48),
            "jpeg of 8000 pixels" => TinyJpeg.Create(8000, 4100),
            "jpeg of 8001 pixels" => TinyJpeg.Create(8001, 4100),
            "png of just the limit" => LongPng(64, 48, MostBytesOfPng),
            "png over the limit" => LongPng(64, 48, MostBytesOfPng + 1),
            "large only by its metadata" => TestImages.WithChunk(png, TinyPng.Chunk("juNk", new byte[MostBytesOfPng])),
            "motion photo" => [.. jpeg, .. "\0\0\0\u0018ftypmp42"u8, .. GpsExif.Secret],
            "png with data behind its end" => [.. png, .. TinyPng.Chunk("eXIf", GpsExif.Create())],
            "jpeg in a jpeg that is cut off" => [.. jpeg[..^2], .. TestImages.Jpeg(64, 48, 1, GpsExif.Create())],
            "jpeg of 1 pixel" => TinyJpeg.Create(1, 1),
            "png of 1 pixel" => TinyPng.Create(1, 1),
            "apng of one frame" => TestImages.WithChunk(png, TinyPng.AnimationControl(1)),
            "apng of two frames" => TestImages.WithChunk(png, TinyPng.AnimationControl(2)),
            "apng with damaged pixels" => [.. TinyPng.Head(64, 48), .. TinyPng.AnimationControl(2), .. TinyPng.Chunk("IDAT", [1, 2, 3, 4]), .. TinyPng.Chunk("IEND", [])],
            "jpeg with a comment" => [0xFF, 0xD8, .. TinyJpeg.Segment(0xFE, [.. "GPS is a word too"u8]), .. jpeg[2..]],
            "gif" => TinyGif.Create(64, 48),
            "gif animated" => TinyGif.Create(64, 48, 3),
            "bmp" => TinyBmp.Create(64, 48),
            "webp animated" => TinyWebp.Animated(64, 48, 2),
            "png without its end" => png[..^12],
            "jpeg without its end" => jpeg[..^2],
            "jpeg with place" => TestImages.Jpeg(64, 48, 1, GpsExif.Create()),
            "jpeg with place in xmp" => TestImages.WithSegment(jpeg, GpsExif.Xmp),
            "jpeg with place, turned" => TestImages.Jpeg(64, 48, 6, GpsExif.Create(6)),
            "png with place" => TestImages.Png(64, 48, 1, GpsExif.Create()),
            "png with place in text" => TestImages.WithChunk(png, TinyPng.Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. GpsExif.Xmp])),
            "png with packed profile" => TestImages.WithChunk(png, TinyPng.Chunk("zTXt", [.. "Raw profile type exif\0\0"u8, 1, 2, 3])),
            "webp with place" => TestImages.Webp(64, 48, 1, GpsExif.Create()),
            "0 bytes" => [],
            "1 byte" => [0x89],
            "text" => [.. "this is no picture"u8],
            "html" => [.. "<!DOCTYPE html><html><body>Not found</body></html>"u8],
            "pdf" => [.. "%PDF-1.7\n"u8],
            "zip" => [.. "PK\u0003\u0004"u8, 0, 0],
            "psd" => [.. "8BPS"u8, 0, 1],
            "mp4" => [0, 0, 0, 24, .. "ftypisom\0\0\0\0isommp42"u8],
            "git lfs pointer" => [.. "version https://git-lfs.github.com/spec/v1\n"u8],
            "heic" => Heic,
            "avif" => [0, 0, 0, 24, .. "ftypavif\0\0\0\0mif1avif"u8],
            "tiff" => TinyExif.Create(1),
            "svg" => [.. "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='48'/>"u8],
            "jpeg xl" => [0xFF, 0x0A, 0, 0],
            "png signature" => png[..8],
            "jpeg signature" => jpeg[..3],
            "webp signature" => TinyWebp.Create(64, 48)[..12],
            "gif signature" => [.. "GIF89a"u8],
            "bmp header" => TinyBmp.Create(64, 48)[..54],
            "half a png" => Noise(SKEncodedImageFormat.Png)[..20_000],
            "half a jpeg" => Noise(SKEncodedImageFormat.Jpeg)[..10_000],
            "half a webp" => Noise(SKEncodedImageFormat.Webp)[..6_000],
            "half a gif" => TinyGif.Create(64, 48)[..2000],
            "png of 0 pixels" => [.. TinyPng.Head(0, 48), .. png[33..]],
            "jpeg without a frame" => [0xFF, 0xD8, .. TinyJpeg.Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0xFF, 0xD9],
            "png header of 40000" => TinyPng.Head(40_000, 40_000),
            "jpeg header of 40000" => [0xFF, 0xD8, .. TinyJpeg.Segment(0xC0, [8, 0x9C, 0x40, 0x9C, 0x40, 1, 1, 0x11, 0])],
            "gif header of 65535" => [.. "GIF89a"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0xF7, 0, 0],
            "bmp header of 30000" => [.. "BM"u8, .. new byte[12], 40, 0, 0, 0, 0x30, 0x75, 0, 0, 0x30, 0x75, 0, 0, 1, 0, 24, 0],
            _ => throw new ArgumentException($"There is no picture \"{name}\".", nameof(name)),
        };
    }

    /// <summary>A PNG of exactly so many bytes, all of which are needed: its pixels are compressed badly, with blocks and chunks that are empty.</summary>
    private static byte[] LongPng(int width, int height, int length)
    {
        var rows = new byte[height * (1 + (width * 3))];
        byte[] pixels = [1, (byte)rows.Length, (byte)(rows.Length >> 8), (byte)~rows.Length, (byte)(~rows.Length >> 8), .. rows, .. Adler32(rows)];
        byte[] ending = TinyPng.Chunk("IEND", []);
        var missing = length - TinyPng.Head(width, height).Length - 12 - 2 - pixels.Length - ending.Length;
        var chunks = Enumerable.Range(0, 5).First(n => (missing - (n * 12)) % 5 == 0);
        var blocks = Enumerable.Repeat((byte[])[0, 0, 0, 0xFF, 0xFF], (missing - (chunks * 12)) / 5).SelectMany(b => b);
        byte[] data = [0x78, 0x01, .. blocks, .. pixels];
        return
        [
            .. TinyPng.Head(width, height),
            .. data[..chunks].SelectMany(b => TinyPng.Chunk("IDAT", [b])),
            .. TinyPng.Chunk("IDAT", data[chunks..]),
            .. ending,
        ];
    }

    private static byte[] Adler32(byte[] data)
    {
        var (a, b) = (1u, 0u);
        foreach (var value in data)
            (a, b) = ((a + value) % 65521, (b + a + value) % 65521);
        return [(byte)(b >> 8), (byte)b, (byte)(a >> 8), (byte)a];
    }

    internal static byte[] Noise(SKEncodedImageFormat format, int width = 160, int height = 120)
    {
        var random = new Random(7);
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, new SKColor((uint)random.Next() | 0xFF000000));
        }

        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }
}
