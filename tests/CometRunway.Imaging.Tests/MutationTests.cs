using System.Diagnostics;
using CometRunway.Images;
using CometRunway.Imaging.Tests.Testing;
using CometRunway.TestKit.Images;
using SkiaSharp;

namespace CometRunway.Imaging.Tests;

/// <summary>Alone in its run: it measures the memory of the whole process.</summary>
[CollectionDefinition(nameof(MutationTests), DisableParallelization = true)]
[Collection(nameof(MutationTests))]
public class MutationTests
{
    private const int Mutations = 10_000;
    private const long MostBytesOfLooking = 50_000_000;

    // A WebP of a few bytes can hold any number of equal pixels, so only the limit of what is opened bounds it: 50 megapixels.
    private const long MostBytesOfOpening = 250_000_000;

    private static readonly byte[][] Seeds =
    [
        TestImages.Jpeg(64, 48, 6, GpsExif.Create(6)),
        TestImages.Stored(64, 48, 1, SKEncodedImageFormat.Jpeg),
        TestImages.Png(64, 48, 3, GpsExif.Create(3)),
        TestImages.Webp(64, 48, 8, GpsExif.Create(8)),
        TestImages.Stored(64, 48, 1, SKEncodedImageFormat.Webp, 70),
        TinyWebp.Animated(64, 48, 2),
        TinyGif.Create(64, 48, 2),
        TinyBmp.Create(64, 48),
        TinyExif.Create(5),
        [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8, 0, 0, 0, 20, .. "ispe\0\0\0\0"u8, 0, 0, 1, 0, 0, 0, 1, 0],
    ];

    /// <summary>What looking costs: no header, however it lies, makes us throw or take memory.</summary>
    [Fact]
    public void Look_MutatedHeaders_NeverThrowsAndTakesNoMemory()
    {
        var random = new Random(20261125);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var most = 0L;
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = Mutated(random, i);
            var start = GC.GetAllocatedBytesForCurrentThread();

            var facts = ImageHeader.TryRead(bytes, bytes.Length);

            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - start);
            Assert.True(facts is null or { Width: >= 0, Height: >= 0, Orientation: >= 1 and <= 8 });
        }

        Assert.True(most < 100_000, $"one look allocated {most} bytes");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10 * MostBytesOfLooking);
    }

    /// <summary>The whole way: without anything that opens images, and with pixels and a preview of whatever passes.</summary>
    [Theory]
    [InlineData(false, MostBytesOfLooking)]
    [InlineData(true, MostBytesOfOpening)]
    public async Task TransformAsync_MutatedHeaders_NeverThrowsAndKeepsItsMemory(bool withFitter, long mostBytes)
    {
        using var fitting = new Fitting(withFitter: withFitter);
        var random = new Random(4);
        var opened = 0;
        foreach (var seed in Seeds)
            await fitting.PreviewAsync(await fitting.TransformAsync(seed), "1280:768");
        Forget();
        var before = ResetPeak();

        for (var i = 0; i < Mutations; i++)
        {
            var fitted = await fitting.TransformAsync(Mutated(random, i), i % 3 == 0 ? "top" : null, "1280:768");

            // Garbage that nobody needs is no use of memory; what is held is.
            if (i % 100 == 0)
                Forget();
            Assert.True(fitted.Image is not null || fitted.Violations.Count > 0);
            if (fitted.Image is null)
                continue;
            opened++;
            Assert.True(fitted.Image.WireLength <= ImageLoader.MaxDataUriCharacters);
            await fitting.PreviewAsync(fitted, "1280:768");
        }

        Assert.True(opened > Mutations / 20, $"only {opened} pictures were opened: the mutations prove nothing");
        if (before is not { } bytes)
            return;
        var more = Peak() - bytes;
        TestContext.Current.TestOutputHelper!.WriteLine($"{Mutations} mutations, {opened} opened, peak {more / 1_000_000} MB over the start");
        Assert.True(more < mostBytes, $"{more / 1_000_000} MB more than before");
    }

    /// <summary>Small files that become large: what is held stays within the limit, whatever is asked for.</summary>
    [Theory]
    [InlineData("png of 49 megapixels", null, 110_000_000)]
    [InlineData("png of 49 megapixels", "top", MostBytesOfOpening)]
    [InlineData("png of 50 megapixels, 5000 wide", "top", MostBytesOfOpening)]
    [InlineData("jpeg of 390 megapixels, 6000 wide", "top", MostBytesOfOpening)]
    public async Task TransformAsync_SmallFileOfManyPixels_KeepsItsMemory(string name, string? focus, long mostBytes)
    {
        using var fitting = new Fitting();
        await fitting.PreviewAsync(await fitting.TransformAsync(Seeds[0], "top", "1280:768"), "1280:768");
        var bytes = name switch
        {
            "png of 49 megapixels" => LargePng.Create(7000, 7000),
            "png of 50 megapixels, 5000 wide" => LargePng.Create(5000, 10_000),
            _ => TinyJpeg.Create(6000, 65_000),
        };
        Forget();
        var before = ResetPeak();

        var fitted = await fitting.TransformAsync(bytes, focus, "1280:768");
        var preview = await fitting.PreviewAsync(fitted, "1280:768");

        Assert.NotNull(fitted.Image);
        Assert.NotNull(preview.Preview);
        if (before is { } start)
            Assert.True(Peak() - start < mostBytes, $"{(Peak() - start) / 1_000_000} MB more than before");
    }

    private static byte[] Mutated(Random random, int i)
    {
        var bytes = (byte[])Seeds[i % Seeds.Length].Clone();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
            bytes[random.Next(random.Next(2) == 0 ? Math.Min(bytes.Length, 64) : bytes.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes;
    }

    private static void Forget() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>Linux forgets the largest memory of a process on request; null elsewhere.</summary>
    private static long? ResetPeak()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Peak();
    }

    private static long Peak()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
