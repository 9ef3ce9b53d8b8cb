using CometRunway.Sandbox.Rendering.H264;

namespace CometRunway.Sandbox.Tests.Rendering;

public class CodedFrameTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(77, 0)]
    [InlineData(-77, 0)]
    [InlineData(0, 43)]
    [InlineData(0, -43)]
    [InlineData(-4, 4)]
    [InlineData(130, -70)]
    public void For_Travel_HasRoomForTheWholeWay(int across, int down)
    {
        var frame = CodedFrame.For(322, 182, new(across, down));

        Assert.InRange(frame.CropLeft + across, 0, frame.Width - 322);
        Assert.InRange(frame.CropTop + down, 0, frame.Height - 182);
        Assert.Equal((322, 182), (frame.Width - frame.CropLeft - frame.CropRight, frame.Height - frame.CropTop - frame.CropBottom));
    }

    [Theory]
    [InlineData(-2, 64)]
    [InlineData(-64, 64)]
    [InlineData(-65, 128)]
    [InlineData(65, 0)]
    public void For_TravelToTheLeft_CropsWhatFfmpegCanCutExactly(int across, int left)
    {
        var frame = CodedFrame.For(1280, 720, new(across, 0));

        Assert.Equal(left, frame.CropLeft);
    }
}
