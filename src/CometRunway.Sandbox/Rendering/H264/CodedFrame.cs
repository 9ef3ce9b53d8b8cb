using CometRunway.Sandbox.Rendering.Camera;

namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>The frame that is coded: whole macroblocks, with room for the camera to travel, and the clip as a window in it.</summary>
internal sealed record CodedFrame(int WidthInMacroblocks, int HeightInMacroblocks, int CropLeft, int CropTop, int ClipWidth, int ClipHeight)
{
    public int Width => WidthInMacroblocks * 16;

    public int Height => HeightInMacroblocks * 16;

    public int CropRight => Width - ClipWidth - CropLeft;

    public int CropBottom => Height - ClipHeight - CropTop;

    public int Macroblocks => WidthInMacroblocks * HeightInMacroblocks;

    /// <summary>Lays the room on the side the camera travels to, so that the first frame shows the clip's own window.</summary>
    public static CodedFrame For(int clipWidth, int clipHeight, Travel travel)
    {
        var columns = MacroblocksFor(clipWidth + Math.Abs(travel.X));
        var rows = MacroblocksFor(clipHeight + Math.Abs(travel.Y));
        return new(
            columns,
            rows,
            travel.X < 0 ? (columns * 16) - clipWidth : 0,
            travel.Y < 0 ? (rows * 16) - clipHeight : 0,
            clipWidth,
            clipHeight);
    }

    private static int MacroblocksFor(int pixels) => (pixels + 15) / 16;
}
