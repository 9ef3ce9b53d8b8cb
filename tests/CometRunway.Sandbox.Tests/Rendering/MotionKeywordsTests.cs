using CometRunway.Sandbox.Rendering.Camera;

namespace CometRunway.Sandbox.Tests.Rendering;

public class MotionKeywordsTests
{
    [Theory]
    [InlineData("pan left", -1, 0)]
    [InlineData("A slow PAN to the Right.", 1, 0)]
    [InlineData("pan from left to right", 1, 0)]
    [InlineData("moves from the right to the left", -1, 0)]
    [InlineData("tilt up", 0, -1)]
    [InlineData("the crane descends", 0, 1)]
    [InlineData("drift up and to the left", -1, -1)]
    [InlineData("bright upstairs, a leftover cake", 0, 0)]
    [InlineData("", 0, 0)]
    [InlineData(null, 0, 0)]
    public void Read_Prompt_FindsTheDirection(string? prompt, int horizontal, int vertical)
    {
        var words = MotionKeywords.Read(prompt);

        Assert.Equal((horizontal, vertical), (words.Horizontal, words.Vertical));
    }

    [Theory]
    [InlineData("static camera", MotionKeywords.Tiny)]
    [InlineData("slowly pan left", MotionKeywords.Slow)]
    [InlineData("push in", MotionKeywords.Slow)]
    [InlineData("pan left", MotionKeywords.Usual)]
    [InlineData("a quick pan left", MotionKeywords.Fast)]
    public void Read_Prompt_FindsTheReach(string prompt, double reach)
    {
        var words = MotionKeywords.Read(prompt);

        Assert.Equal(reach, words.Reach);
    }
}
