using CometRunway.Images;
using CometRunway.TestKit.Images;

namespace CometRunway.Core.Tests.Images;

public class ImageHeaderTests
{
    public static TheoryData<string, byte[], int, int, int> Known() => new()
    {
        { "image/png", TinyPng.Create(30, 20), 30, 20, 1 },
        { "image/png", TinyPng.Create(30, 20, TinyPng.Chunk("eXIf", TinyExif.Create(6))), 20, 30, 6 },
        { "image/png", TinyPng.Head(40_000, 40_000), 40_000, 40_000, 1 },
        { "image/jpeg", TinyJpeg.Create(33, 17), 33, 17, 1 },
        { "image/webp", TinyWebp.Create(33, 17), 33, 17, 1 },
        { "image/webp", TinyWebp.LossyHead(33, 17), 33, 17, 1 },
        { "image/webp", TinyWebp.Extended(33, 17), 33, 17, 1 },
        { "image/webp", TinyWebp.Extended(33, 17, 0x08, 8), 17, 33, 8 },
        { "image/gif", [.. "GIF89a"u8, 7, 0, 9, 0, 0, 0, 0], 7, 9, 1 },
        { "image/bmp", [.. "BM"u8, .. new byte[12], 40, 0, 0, 0, 7, 0, 0, 0, 0xF7, 0xFF, 0xFF, 0xFF], 7, 9, 1 },
        { "image/tiff", TinyExif.Create(1), 0, 0, 1 },
        { "image/heic", [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8, 0, 0, 0, 20, .. "ispe\0\0\0\0"u8, 0, 0, 0, 7, 0, 0, 0, 9], 7, 9, 1 },
        { "image/avif", [0, 0, 0, 24, .. "ftypmif1\0\0\0\0avifmiaf"u8], 0, 0, 1 },
        { "image/svg+xml", [.. "<?xml version='1.0'?>\n<svg width='7'/>"u8], 0, 0, 1 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void TryRead_KnownImage_TellsTypeAndSize(string type, byte[] bytes, int width, int height, int orientation)
    {
        Assert.Equal(new ImageFacts(type, width, height, orientation, bytes.Length), ImageHeader.TryRead(bytes, bytes.Length));
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
    [InlineData(0)]
    [InlineData(9)]
    public void TryRead_JpegOrientation_TurnsTheSize(int orientation)
    {
        var expected = orientation is >= 5 and <= 8 ? (20, 40) : (40, 20);

        Assert.All([true, false], isBigEndian =>
        {
            var jpeg = TinyJpeg.Create(40, 20, orientation, isBigEndian);
            var facts = ImageHeader.TryRead(jpeg, jpeg.Length)!;
            Assert.Equal(expected, (facts.Width, facts.Height));
            Assert.Equal(orientation is >= 1 and <= 8 ? orientation : 1, facts.Orientation);
        });
    }

    [Fact]
    public void TryRead_OtherBytes_IsNull()
    {
        Assert.All([[], [0], [.. "hello"u8], [.. "%PDF-1.7"u8], new byte[1000], [.. "<html><svg/></html>"u8]], (byte[] bytes) => Assert.Null(ImageHeader.TryRead(bytes, bytes.Length)));
    }

    [Fact]
    public void Look_WholeFileCutAnywhere_IsNeverTakenForComplete()
    {
        Assert.All([TinyPng.Create(9, 9), TinyJpeg.Create(90, 90), TinyWebp.Create(9, 9), TinyWebp.Extended(9, 9)], whole =>
        {
            Assert.False(ImageHeader.Read(whole, whole.Length)!.IsTruncated);
            // The last bytes of a PNG are a checksum that no reader needs.
            for (var length = 1; length < whole.Length - 4; length++)
                Assert.True(ImageHeader.Read(whole.AsSpan(0, length), length) is null or { IsTruncated: true }, $"{length} of {whole.Length} bytes");
        });
    }

    [Fact]
    public void TryRead_MutatedHeaders_NeverThrows()
    {
        var random = new Random(1);
        byte[][] seeds = [.. Known().Select(row => (byte[])row.Data.Item2), TinyJpeg.Create(9, 9, 6)];
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])seeds[i % seeds.Length].Clone();
            for (var edits = random.Next(1, 6); edits > 0; edits--)
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            var head = bytes.AsSpan(0, random.Next(bytes.Length + 1));

            var facts = ImageHeader.TryRead(head, random.Next(2) == 0 ? head.Length : bytes.Length);

            Assert.True(facts is null or { Width: >= 0, Height: >= 0, Orientation: >= 1 and <= 8 });
        }
    }
}
