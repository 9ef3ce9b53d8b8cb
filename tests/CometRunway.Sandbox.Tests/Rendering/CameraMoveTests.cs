using CometRunway.Sandbox.Rendering.Camera;
using CometRunway.Sandbox.Rendering.H264;

namespace CometRunway.Sandbox.Tests.Rendering;

public class CameraMoveTests
{
    [Fact]
    public void VectorAt_FirstAndLastFrame_AreTheEndsOfTheTravel()
    {
        var move = new CameraMove(new(-80, 12), 0.4);

        Assert.Equal(new MotionVector(0, 0), move.VectorAt(0, 120));
        Assert.Equal(new MotionVector(-320, 48), move.VectorAt(119, 120));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void VectorAt_OverTime_EasesInAndOutWithoutTurningBack(double lean)
    {
        var move = new CameraMove(new(80, 0), lean);

        var steps = Enumerable.Range(1, 119).Select(frame => move.VectorAt(frame, 120).X - move.VectorAt(frame - 1, 120).X).ToArray();

        Assert.All(steps, step => Assert.InRange(step, 0, 7));
        Assert.True(steps[0] < steps[60] && steps[^1] < steps[60]);
    }

    [Theory]
    [InlineData(200, 0, true)]
    [InlineData(0, 200, false)]
    public void Plan_NoDirectionAsked_GoesWhereTheCropHidSomething(int hiddenX, int hiddenY, bool across)
    {
        var move = CameraMove.Plan("a cat", 9, 1280, 720, new(hiddenX, hiddenY));

        Assert.Equal((across, !across), (move.Offset.X != 0, move.Offset.Y != 0));
    }

    [Fact]
    public void Plan_ManySeeds_GoesBothWays()
    {
        var signs = Enumerable.Range(0, 50).Select(seed => Math.Sign(CameraMove.Plan(null, seed, 1280, 720, new(9, 0)).Offset.X)).Distinct();

        Assert.Equal([-1, 1], signs.Order());
    }

    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(1080, 1920)]
    public void Plan_LargestSizeOfTheCatalogue_StaysWithinTheWidelyPlayableLevel(int width, int height)
    {
        foreach (var prompt in (string[])["fast pan left", "fast tilt down", "fast, up and right"])
        {
            var travel = CameraMove.Plan(prompt, long.MaxValue, width, height, default).Offset;

            Assert.NotEqual(default, travel);
            Assert.InRange(CodedFrame.For(width, height, travel).Macroblocks, 1, Level.WidelyPlayableMacroblocks);
        }
    }
}
