using CometRunway.Sandbox.Rendering.H264;

namespace CometRunway.Sandbox.Tests.Rendering;

public class LevelTests
{
    [Theory]
    [InlineData(22, 12, 30)]
    [InlineData(80, 45, 31)]
    [InlineData(88, 45, 32)]
    [InlineData(120, 68, 41)]
    [InlineData(128, 68, 42)]
    [InlineData(132, 120, 50)]
    public void For_Frame_IsTheLowestThatHoldsIt(int columns, int rows, int expected)
    {
        var level = Level.For(columns, rows, 24);

        Assert.Equal(expected, level.Idc);
    }

    [Fact]
    public void For_LongThinFrame_CountsItsLongestSide()
    {
        var level = Level.For(120, 2, 24);

        Assert.Equal(31, level.Idc);
    }

    [Fact]
    public void For_FrameAboveAllLevels_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Level.For(200, 200, 24));
}
