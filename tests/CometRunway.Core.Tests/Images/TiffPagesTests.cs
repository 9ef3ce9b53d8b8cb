using System.Buffers.Binary;
using CometRunway.Images;
using CometRunway.Images.Headers;

namespace CometRunway.Core.Tests.Images;

/// <summary>A video of a camera's preview image is never paid for in place of one of the photo.</summary>
public sealed class TiffPagesTests
{
    private const int NewSubfileType = 0x00FE;
    private const int Width = 0x0100;
    private const int Height = 0x0101;
    private const int Photometric = 0x0106;
    private const int SubDirectories = 0x014A;
    private const int DngVersion = 0xC612;

    public static TheoryData<string, string?> Kinds() => new()
    {
        { "one page", null },
        { "two equal pages", null },
        { "page and a smaller one", null },
        { "pyramid of smaller copies", null },
        { "small page first", "picture_preview_first" },
        { "preview with the photo below it", "picture_preview_first" },
        { "preview with two photos below it", "picture_preview_first" },
        { "sensor data below", "picture_not_recognised" },
        { "linear sensor data", "picture_not_recognised" },
        { "dng", "picture_not_recognised" },
        { "canon", "picture_not_recognised" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FromBytes_TiffFile_IsRefusedUnlessItsFirstImageIsTheLargest(string kind, string? code)
    {
        Assert.All([true, false], isBigEndian =>
        {
            var bytes = Make(kind, isBigEndian);

            var loaded = ImageLoadResult.FromBytes(bytes, "photo.nef");

            Assert.Equal(code ?? "picture_type", loaded.Violation!.Code);
            // Only what has its original is converted.
            Assert.Equal(code is null, loaded.Original is not null);
        });
    }

    [Theory]
    [InlineData("FUJIFILMCCD-RAW 0201")]
    [InlineData("IIRO\b\0\0\0")]
    [InlineData("IIU\0\b\0\0\0")]
    [InlineData("FOVb\0\0\0\0")]
    [InlineData("\0\0\0\u0018ftypcrx \0\0\0\u0001crx isom")]
    [InlineData("icns\0\0\0\0")]
    [InlineData("\0\0\u0001\0\u0001\0\u0010\u0010")]
    public void FromBytes_RawPhotoOrIcon_IsRefused(string start)
    {
        var loaded = ImageLoadResult.FromBytes((byte[])[.. start.Select(c => (byte)c), .. new byte[100]], "photo");

        Assert.Equal("picture_not_recognised", loaded.Violation?.Code);
        Assert.Null(loaded.Original);
    }

    [Fact]
    public void Read_SeveralPages_CountsThem()
    {
        Assert.Equal(2, TiffPages.Read(Make("two equal pages", true))!.Value.Count);
        Assert.Equal(1, TiffPages.Read(Make("pyramid of smaller copies", true))!.Value.Count);
    }

    [Fact]
    public void Read_DirectoriesInACircleOrDamaged_Ends()
    {
        var random = new Random(2);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Make(Kinds().ElementAt(i % 11).Data.Item1, i % 2 == 0);
            for (var edits = random.Next(1, 6); edits > 0; edits--)
                bytes[4 + random.Next(bytes.Length - 4)] = (byte)random.Next(random.Next(2) == 0 ? 64 : 256);

            Assert.InRange(TiffPages.Read(bytes)!.Value.Count, 1, 64);
        }

        var circle = Make("one page", true);
        BinaryPrimitives.WriteUInt32BigEndian(circle.AsSpan(10 + (3 * 12)), 8);
        Assert.InRange(TiffPages.Read(circle)!.Value.Count, 1, 64);
    }

    internal static byte[] Make(string kind, bool isBigEndian)
    {
        (int, long)[] photo = [(NewSubfileType, 0), (Width, 1600), (Height, 1200)];
        (int, long)[] small = [(NewSubfileType, 1), (Width, 160), (Height, 120)];
        return kind switch
        {
            "one page" => Tiff(isBigEndian, [photo]),
            "two equal pages" => Tiff(isBigEndian, [photo, photo]),
            "page and a smaller one" => Tiff(isBigEndian, [photo, small]),
            "pyramid of smaller copies" => Tiff(isBigEndian, [photo], small, small),
            "small page first" => Tiff(isBigEndian, [small, photo]),
            "preview with the photo below it" => Tiff(isBigEndian, [small], photo),
            "preview with two photos below it" => Tiff(isBigEndian, [small], small, photo),
            "sensor data below" => Tiff(isBigEndian, [small], [.. photo, (Photometric, 32803)]),
            "linear sensor data" => Tiff(isBigEndian, [[.. photo, (Photometric, 34892)]]),
            "dng" => Tiff(isBigEndian, [[.. photo, (DngVersion, 1)]]),
            _ => Tiff(isBigEndian, [photo])[..8] is var head ? [.. head[..4], .. Number(isBigEndian, 16, 4), .. "CR\u0002\0\0\0\0\0"u8, .. new byte[80]] : [],
        };
    }

    /// <summary>Pages in a chain; the first has children.</summary>
    private static byte[] Tiff(bool isBigEndian, (int Tag, long Value)[][] pages, params (int Tag, long Value)[][] children)
    {
        var first = pages[0];
        if (children.Length > 0)
            pages = [[.. first, (SubDirectories, 0)], .. pages[1..]];
        var at = 8L;
        List<long> starts = [];
        foreach (var directory in pages.Concat(children))
        {
            starts.Add(at);
            at += 2 + (directory.Length * 12) + 4;
        }

        List<byte> file = [.. isBigEndian ? "MM\0*"u8 : "II*\0"u8, .. Number(isBigEndian, 8, 4)];
        for (var i = 0; i < starts.Count; i++)
        {
            var directory = i < pages.Length ? pages[i] : children[i - pages.Length];
            file.AddRange(Number(isBigEndian, directory.Length, 2));
            foreach (var (tag, value) in directory)
            {
                var count = tag == SubDirectories ? children.Length : 1;
                var content = tag != SubDirectories ? value : count == 1 ? starts[pages.Length] : at;
                file.AddRange([.. Number(isBigEndian, tag, 2), .. Number(isBigEndian, 4, 2), .. Number(isBigEndian, count, 4), .. Number(isBigEndian, content, 4)]);
            }

            file.AddRange(Number(isBigEndian, i + 1 < pages.Length ? starts[i + 1] : 0, 4));
        }

        foreach (var start in starts.Skip(pages.Length))
            file.AddRange(Number(isBigEndian, start, 4));
        return [.. file];
    }

    private static byte[] Number(bool isBigEndian, long value, int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)(value >> (8 * i)));
        return [.. isBigEndian ? bytes.Reverse() : bytes];
    }
}
