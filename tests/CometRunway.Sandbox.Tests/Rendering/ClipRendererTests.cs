using CometRunway.Sandbox.Rendering;
using SkiaSharp;

namespace CometRunway.Sandbox.Tests.Rendering;

public class ClipRendererTests
{
    private static readonly ClipRequest Small = new(ReferenceImage.Encode(400, 300), "image.png", 320, 180, 2, "pan right", 1);

    [Theory]
    [ClassData(typeof(SupportedSizes))]
    public void Render_CatalogueSize_StartsWithTheCentreCrop(int width, int height)
    {
        var image = ReferenceImage.Encode(1000, 800);

        var clip = new ClipReader(ClipRenderer.Render(Small with { Image = image, Width = width, Height = height, Seconds = 1 }));

        Assert.Equal((width, height), (clip.Sequence.Width, clip.Sequence.Height));
        Assert.InRange(ReferenceImage.Difference(ReferenceImage.CentreCrop(image, width, height), clip.FirstFrame()), 0, 1.5);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(18, 1920)]
    [InlineData(1920, 18)]
    [InlineData(1920, 1920)]
    public void Render_SizeAtTheLimits_StartsWithTheCentreCrop(int width, int height)
    {
        var clip = new ClipReader(ClipRenderer.Render(Small with { Width = width, Height = height, Seconds = 1, Prompt = "left and down" }));

        Assert.InRange(ReferenceImage.Difference(ReferenceImage.CentreCrop(Small.Image!.Value.ToArray(), width, height), clip.FirstFrame()), 0, 6);
    }

    [Theory]
    [InlineData("pan right", 1, 0)]
    [InlineData("pan left", -1, 0)]
    [InlineData("tilt up", 0, -1)]
    [InlineData("tilt down", 0, 1)]
    [InlineData("up and to the right", 1, -1)]
    public void Render_PromptWithDirection_MovesThatWayInsideTheCodedFrame(string prompt, int across, int down)
    {
        var clip = new ClipReader(ClipRenderer.Render(Small with { Prompt = prompt }));

        var last = clip.Moved(47);
        Assert.Equal((across, down), (Math.Sign(last.X), Math.Sign(last.Y)));
        Assert.InRange(clip.Sequence.Left + (last.X / 4), 0, clip.Sequence.CodedWidth - 320);
        Assert.InRange(clip.Sequence.Top + (last.Y / 4), 0, clip.Sequence.CodedHeight - 180);
    }

    [Fact]
    public void Render_LaterFrames_CountOnlyTheirPictureOrder()
    {
        var clip = new ClipReader(ClipRenderer.Render(Small with { Seconds = ClipRenderer.MaxSeconds }));

        var frames = Enumerable.Range(1, clip.Samples.Count - 1).Select(clip.Moved).ToArray();
        Assert.Equal((60 * 24) - 1, frames.Length);
        Assert.All(frames, frame => Assert.Equal(1u, frame.FrameNumber));
        Assert.Equal(Enumerable.Range(1, frames.Length).Select(i => (uint)i * 2), frames.Select(frame => frame.Order));
    }

    [Fact]
    public void Render_SameRequestOnManyThreads_GivesTheSameBytes()
    {
        var expected = ClipRenderer.Render(Small);
        var clips = new byte[8][];

        Parallel.For(0, clips.Length, i => clips[i] = ClipRenderer.Render(Small with { Prompt = "pan right" }));

        Assert.All(clips, clip => Assert.Equal(expected, clip));
    }

    [Fact]
    public void Render_OtherSeed_MovesDifferently()
    {
        var paths = Enumerable.Range(0, 20).Select(seed => new ClipReader(ClipRenderer.Render(Small with { Seed = seed }))).ToArray();

        Assert.Equal(20, paths.Select(clip => string.Join(' ', Enumerable.Range(1, 47).Select(frame => clip.Moved(frame).X))).Distinct().Count());
    }

    [Theory]
    [InlineData(1280, 720, 5, 3_000_000)]
    [InlineData(1920, 1080, 10, 5_000_000)]
    public void Render_FastMove_StaysSmall(int width, int height, int seconds, int most)
    {
        var clip = ClipRenderer.Render(Small with { Width = width, Height = height, Seconds = seconds, Prompt = "fast, up and left" });

        Assert.InRange(clip.Length, width * height * 3 / 2, most);
    }

    [Theory]
    [InlineData(15, 180, 2)]
    [InlineData(321, 180, 2)]
    [InlineData(320, 1922, 2)]
    [InlineData(320, 180, 0)]
    [InlineData(320, 180, 61)]
    public void Render_OutsideTheLimits_Throws(int width, int height, int seconds)
    {
        var request = Small with { Width = width, Height = height, Seconds = seconds };

        Assert.Throws<ArgumentOutOfRangeException>(() => ClipRenderer.Render(request));
    }

    [Fact]
    public void Render_WithoutImage_DrawsAPlaceholderFromTheName()
    {
        byte[] First(string name) => new ClipReader(ClipRenderer.Render(Small with { Image = null, ImageName = name })).FirstFrame();

        var one = First("https://example.com/one.jpg");

        Assert.Equal(one, First("https://example.com/one.jpg"));
        Assert.True(ReferenceImage.Difference(one, First("https://example.com/two.jpg")) > 5);
        Assert.True(one.Distinct().Count() > 50);
    }

    [Fact]
    public void Render_TransparentImage_HasAWhiteBackground()
    {
        using var clear = new SKBitmap(64, 64);
        clear.Erase(SKColors.Transparent);
        using var data = clear.Encode(SKEncodedImageFormat.Png, 100);

        var clip = new ClipReader(ClipRenderer.Render(Small with { Image = data.ToArray() }));

        Assert.All(clip.FirstFrame(), level => Assert.Equal(255, level));
    }
}
