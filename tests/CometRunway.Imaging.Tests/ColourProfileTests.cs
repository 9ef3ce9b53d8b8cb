using CometRunway.Images;
using CometRunway.Images.Metadata;
using CometRunway.Imaging.Tests.Testing;
using CometRunway.TestKit.Images;
using SkiaSharp;

namespace CometRunway.Imaging.Tests;

/// <summary>A profile keeps the colours of a photo, but no text that a person, a camera or a program wrote into it is sent.</summary>
public class ColourProfileTests
{
    private static readonly byte[][] Images = [TestImages.Plain(SKEncodedImageFormat.Jpeg), TestImages.Plain(SKEncodedImageFormat.Png), TestImages.Plain(SKEncodedImageFormat.Webp)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TransformAsync_WideColours_StayTheSameOnTheScreen(bool isAdobe)
    {
        using var fitting = new Fitting();
        foreach (var plain in Images)
        {
            var bytes = IccProfile.In(plain, isAdobe ? IccProfile.AdobeRgb : IccProfile.DisplayP3);

            var fitted = await fitting.TransformAsync(bytes);

            var sent = fitted.Image!.Bytes.ToArray();
            Assert.Equal(TestImages.Pixels(bytes), TestImages.Pixels(sent));
            Assert.NotEqual(TestImages.Pixels(plain), TestImages.Pixels(sent));
            Assert.Single(fitted.Notes);
            Assert.Empty((await fitting.TransformAsync(sent)).Notes);
        }
    }

    [Theory]
    [InlineData("private tag")]
    [InlineData("copyright")]
    [InlineData("behind the end")]
    [InlineData("behind a curve")]
    [InlineData("header")]
    [InlineData("name")]
    public async Task TransformAsync_TextInAProfile_IsNotSentAndTheColoursStay(string place)
    {
        using var fitting = new Fitting();
        foreach (var plain in Images)
        {
            var bytes = IccProfile.In(plain, WithText(place), place == "name" ? System.Text.Encoding.ASCII.GetString(GpsExif.Secret) : "icc");
            Assert.True(GpsExif.IsIn(Readable(bytes)) || place == "name");

            var fitted = await fitting.TransformAsync(bytes);

            var sent = fitted.Image!.Bytes.ToArray();
            Assert.False(GpsExif.IsIn(Readable(sent)));
            Assert.Equal(TestImages.Pixels(bytes), TestImages.Pixels(sent));
            Assert.Single(fitted.Notes);
        }
    }

    /// <summary>Tables can hold anything, and so can numbers that no real profile has. The colours are converted, or the image is refused.</summary>
    [Theory]
    [InlineData("table")]
    [InlineData("matrix of text")]
    [InlineData("curve of text")]
    [InlineData("tag twice")]
    [InlineData("other colours")]
    public async Task TransformAsync_ProfileOfAnotherKind_IsNotSent(string kind)
    {
        using var fitting = new Fitting();
        using var without = new Fitting(withFitter: false);
        foreach (var plain in Images)
        {
            var bytes = IccProfile.In(plain, OfKind(kind));

            var fitted = await fitting.TransformAsync(bytes);
            var refused = await without.TransformAsync(bytes);

            Assert.False(GpsExif.IsIn(Readable(fitted.Image!.Bytes.ToArray())));
            Assert.Single(fitted.Notes);
            Assert.Equal("picture_broken", Assert.Single(refused.Violations).Code);
            Assert.Null(refused.Image);
        }
    }

    /// <summary>A profile in two segments is one profile; of two profiles in a PNG or WebP file the first is used, as decoders do.</summary>
    [Fact]
    public void Rebuild_ProfileInParts_IsRebuiltOnce()
    {
        var profile = IccProfile.With(IccProfile.DisplayP3, "priv", GpsExif.Secret.ToArray());
        byte[] Part(int number, byte[] part) => TestKit.Images.TinyJpeg.Segment(0xE2, [.. "ICC_PROFILE\0"u8, (byte)number, 2, .. part]);
        byte[] jpeg = [0xFF, 0xD8, .. Part(1, profile[..300]), .. Part(2, profile[300..]), .. Images[0][2..]];
        byte[][] images = [jpeg, .. Images[1..].Select(i => Twice(i, profile))];

        foreach (var bytes in images)
        {
            var rebuilt = ImageMetadata.Rebuild(bytes, ImageHeader.Read(bytes, bytes.Length)!)!.ToArray();

            Assert.False(GpsExif.IsIn(Readable(rebuilt)));
            Assert.Equal(TestImages.Pixels(bytes), TestImages.Pixels(rebuilt));
            var once = IccProfile.In(bytes[0] == 0xFF ? Images[0] : bytes[0] == 0x89 ? Images[1] : Images[2], profile);
            Assert.Equal(ImageMetadata.Rebuild(once, ImageHeader.Read(once, once.Length)!)!.ToArray(), rebuilt);
        }
    }

    /// <summary>Decoders put the parts in order. Without the profile, the colours of the video would be others.</summary>
    [Fact]
    public void Rebuild_PartsOfTheProfileAreNotInOrder_KeepsTheProfile()
    {
        var (jpeg, profile) = (Images[0], IccProfile.DisplayP3);
        byte[] Part(byte number, byte[] data) => TinyJpeg.Segment(0xE2, [.. "ICC_PROFILE\0"u8, number, 2, .. data]);
        byte[] mixed = [0xFF, 0xD8, .. Part(2, profile[200..]), .. Part(1, profile[..200]), .. jpeg[2..]];
        var usual = IccProfile.In(jpeg, profile);

        Assert.Equal(
            ImageMetadata.Rebuild(usual, ImageHeader.Read(usual, usual.Length)!)!.ToArray(),
            ImageMetadata.Rebuild(mixed, ImageHeader.Read(mixed, mixed.Length)!)!.ToArray());
    }

    /// <summary>A profile without the flag has no effect in the original, so it must have none in what is sent.</summary>
    [Fact]
    public void Rebuild_WebpProfileThatIsNotAnnounced_IsLeftOut()
    {
        var webp = WebpParts.File([.. WebpParts.Extended(0), .. WebpParts.Chunk("ICCP", IccProfile.DisplayP3), .. Images[2][12..]]);

        var rebuilt = ImageMetadata.Rebuild(webp, ImageHeader.Read(webp, webp.Length)!)!.ToArray();

        Assert.Equal(-1, rebuilt.AsSpan().IndexOf("ICCP"u8));
        Assert.Equal(0, rebuilt[20]);
    }

    private static byte[] WithText(string place)
    {
        var profile = IccProfile.DisplayP3;
        var secret = GpsExif.Secret.ToArray();
        return place switch
        {
            "private tag" => IccProfile.With(profile, "priv", secret),
            "copyright" => IccProfile.With(IccProfile.Changed(profile, profile.AsSpan().IndexOf("cprt"u8), "old "u8), "cprt", [.. "text\0\0\0\0"u8, .. secret, 0]),
            "behind the end" => [.. profile, .. secret],
            // The curve has no samples, so it is a straight line.
            "behind a curve" => IccProfile.With(IccProfile.Changed(profile, profile.AsSpan().IndexOf("rTRC"u8), "old "u8), "rTRC", [.. "curv\0\0\0\0\0\0\0\0"u8, .. secret]),
            "header" => IccProfile.Changed(profile, 100, secret),
            _ => profile,
        };
    }

    private static byte[] OfKind(string kind)
    {
        var profile = IccProfile.DisplayP3;
        var secret = GpsExif.Secret.ToArray();
        return kind switch
        {
            "table" => IccProfile.With(profile, "A2B0", [.. "mft2\0\0\0\0"u8, .. secret, .. secret]),
            "matrix of text" => IccProfile.Changed(profile, IccProfile.PlaceOf(profile, "rXYZ"u8) + 8, secret.AsSpan(0, 12)),
            "curve of text" => IccProfile.With(IccProfile.Changed(profile, profile.AsSpan().IndexOf("rTRC"u8), "old "u8), "rTRC", [.. "curv\0\0\0\0\0\0\0\u0008"u8, .. secret]),
            "tag twice" => IccProfile.With(profile, "wtpt", [.. "XYZ \0\0\0\0"u8, .. new byte[12]]),
            _ => IccProfile.Changed(profile, 16, "CMYK"u8),
        };
    }

    private static byte[] Twice(byte[] plain, byte[] profile) => plain[0] == 0x89
        ? IccProfile.In(IccProfile.In(plain, IccProfile.With(IccProfile.AdobeRgb, "priv", GpsExif.Secret.ToArray())), profile)
        : WebpParts.File([.. WebpParts.Extended(0x20), .. WebpParts.Chunk("ICCP", profile), .. WebpParts.Chunk("ICCP", IccProfile.AdobeRgb), .. plain[12..]]);

    /// <summary>Profiles in PNG files are compressed.</summary>
    private static byte[] Readable(byte[] image)
    {
        var at = image.AsSpan().IndexOf("iCCP"u8);
        if (at < 0)
            return image;
        var data = at + 4 + image.AsSpan(at + 4).IndexOf((byte)0) + 2;
        return [.. image, .. Packing.Unpacked(image[data..])];
    }
}
