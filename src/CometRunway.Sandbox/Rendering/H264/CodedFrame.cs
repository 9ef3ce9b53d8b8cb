using CometRunway.Sandbox.Rendering.Camera;

namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>The frame that is coded: whole macroblocks, with room for the camera to travel, and the clip as a window in it.</summary>
internal sealed record CodedFrame(int WidthInMacroblocks, int HeightInMacroblocks, int CropLeft, int CropTop, int ClipWidth, int ClipHeight)
{
    // libavutil cuts fewer columns than it was told, and shows a wider frame, unless the first visible chroma sample of a row is
    // aligned to 32 bytes (av_frame_apply_cropping).
    private const int CropLeftUnit = 64;

    public int Width => WidthInMacroblocks * 16;

    public int Height => HeightInMacroblocks * 16;

    public int CropRight => Width - ClipWidth - CropLeft;

    public int CropBottom => Height - ClipHeight - CropTop;

    public int Macroblocks => WidthInMacroblocks * HeightInMacroblocks;

    /// <summary>Lays the room on the side the camera travels to, so that the first frame shows the clip's own window.</summary>
    public static CodedFrame For(int clipWidth, int clipHeight, Travel travel)
    {
        var left = travel.X < 0 ? RoundUp(-travel.X, CropLeftUnit) : 0;
        var columns = MacroblocksFor(clipWidth + (left > 0 ? left : travel.X));
        var rows = MacroblocksFor(clipHeight + Math.Abs(travel.Y));
        return new(columns, rows, left, travel.Y < 0 ? (rows * 16) - clipHeight : 0, clipWidth, clipHeight);
    }

    private static int MacroblocksFor(int pixels) => RoundUp(pixels, 16) / 16;

    private static int RoundUp(int value, int unit) => (value + unit - 1) / unit * unit;
}
