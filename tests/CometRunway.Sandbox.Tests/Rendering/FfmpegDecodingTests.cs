using System.Text;
using CometRunway.Sandbox.Rendering;

namespace CometRunway.Sandbox.Tests.Rendering;

public class FfmpegDecodingTests
{
    private static readonly byte[] Image = ReferenceImage.Encode(1000, 800);

    [Theory]
    [ClassData(typeof(SupportedSizes))]
    public async Task Render_CatalogueSize_DecodesToMovingFramesThatStartWithTheCentreCrop(int width, int height)
    {
        var clip = ClipRenderer.Render(new(Image, "p", width, height, 1, "fast, up and left", 3));

        var frames = await FramesAsync(clip);
        var first = await Ffmpeg.DecodeAsync(clip, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24");

        Assert.Equal(24, frames.Length);
        Assert.True(frames.Distinct().Count() > 18);
        Assert.InRange(ReferenceImage.Difference(ReferenceImage.CentreCrop(Image, width, height), first), 0, 2.5);
    }

    [Theory]
    [InlineData(1280, 720, 5)]
    [InlineData(320, 180, 10)]
    [InlineData(18, 34, 3)]
    public async Task Render_Seconds_DecodesToThatManyFrames(int width, int height, int seconds)
    {
        var clip = ClipRenderer.Render(new(null, "https://example.com/a.png", width, height, seconds, "tilt down", 3));

        var frames = await FramesAsync(clip);

        Assert.Equal(24 * seconds, frames.Length);
        Assert.NotEqual(frames[0], frames[^1]);
    }

    [Theory]
    [InlineData("pan right")]
    [InlineData("pan left")]
    [InlineData("tilt up")]
    [InlineData("tilt down")]
    public async Task Render_PromptWithDirection_EndsWithTheImageMovedByTheLastVector(string prompt)
    {
        const int width = 320, height = 180;
        var clip = ClipRenderer.Render(new(Image, "p", width, height, 1, prompt, 3));

        var pixels = await Ffmpeg.DecodeAsync(clip, "-f", "rawvideo", "-pix_fmt", "gray");

        var (first, last) = (pixels[..(width * height)], pixels[^(width * height)..]);
        var vector = new ClipReader(clip).Moved(23);
        Assert.Equal(0, OverlapDifference(first, last, width, height, vector.X / 4, vector.Y / 4));
        Assert.True(ReferenceImage.Difference(first, last) > 1);
    }

    private static double OverlapDifference(byte[] first, byte[] last, int width, int height, int across, int down)
    {
        var differences =
            from y in Enumerable.Range(0, height)
            where y + down >= 0 && y + down < height
            from x in Enumerable.Range(0, width)
            where x + across >= 0 && x + across < width
            select Math.Abs(last[(y * width) + x] - first[((y + down) * width) + x + across]);
        return differences.Average();
    }

    private static async Task<string[]> FramesAsync(byte[] clip)
    {
        var lines = Encoding.ASCII.GetString(await Ffmpeg.DecodeAsync(clip, "-f", "framemd5")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Where(line => !line.StartsWith('#')).Select(line => line.Split(',')[^1].Trim())];
    }
}
