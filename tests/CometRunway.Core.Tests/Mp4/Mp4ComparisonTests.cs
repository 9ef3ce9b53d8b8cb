using CometRunway.Mp4;

namespace CometRunway.Core.Tests.Mp4;

public sealed class Mp4ComparisonTests
{
    private static readonly Mp4Facts Facts = new() { DurationSeconds = 5.04, Width = 1280, Height = 720, Length = 1 };

    [Theory]
    [InlineData("1280:720", 5)]
    [InlineData("16:9", 5)]
    [InlineData(null, null)]
    [InlineData("wide", null)]
    [InlineData("0:0", null)]
    public void Differences_AsAsked_AreNone(string? ratio, int? seconds)
    {
        Assert.Empty(Mp4Comparison.Differences(Facts, ratio, seconds));
    }

    [Theory]
    [InlineData("1280:768", 5, "The frame is 1280x720, asked was 1280:768.")]
    [InlineData("9:16", 5, "The frame is 1280x720, asked was 9:16.")]
    [InlineData("16:9", 10, "It lasts 5.04 s, asked was 10 s (up to 0.5 s is not counted as a difference).")]
    public void Differences_Other_AreSaidPlainly(string ratio, int seconds, string expected)
    {
        Assert.Equal([expected], Mp4Comparison.Differences(Facts, ratio, seconds));
    }
}
