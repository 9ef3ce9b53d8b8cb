using CometRunway.Videos.Downloads;

namespace CometRunway.Core.Tests.Videos;

public sealed class VideoFileNameTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 24, 23, 30, 0, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("A slow pan to the left.", 0, 1, "2026-11-24_v7k2_a-slow-pan-to-the-left.mp4")]
    [InlineData("A slow pan", 1, 3, "2026-11-24_v7k2_2_a-slow-pan.mp4")]
    [InlineData(null, 0, 1, "2026-11-24_v7k2.mp4")]
    [InlineData("  ../..\\CON:<>|?*\"\n ", 0, 1, "2026-11-24_v7k2_con.mp4")]
    [InlineData("Caf\u00e9 d'\u00e9t\u00e9", 0, 1, "2026-11-24_v7k2_cafe-dete.mp4")]
    [InlineData("\u732b\u304c\u6b69\u304f", 0, 1, "2026-11-24_v7k2.mp4")]
    [InlineData("half \ud83d a pair", 0, 1, "2026-11-24_v7k2_half-a-pair.mp4")]
    public void For_Prompt_MakesAPlainName(string? prompt, int index, int count, string expected)
    {
        Assert.Equal(expected, VideoFileName.For(Day, "v7k2", prompt, index, count));
    }

    [Fact]
    public void For_LongPrompt_IsCutBetweenWords()
    {
        var name = VideoFileName.For(Day, "v7k2", string.Concat(Enumerable.Repeat("wonderful ", 50)), 0, 1);

        Assert.InRange(name.Length, 60, VideoFileName.MaxLength);
        Assert.EndsWith("-wonderful.mp4", name, StringComparison.Ordinal);
    }

    [Fact]
    public void For_OneEndlessWord_IsCutInside()
    {
        var name = VideoFileName.For(Day, "v7k2", new string('a', 600), 0, 1);

        Assert.Equal(VideoFileName.MaxLength, name.Length);
    }
}
