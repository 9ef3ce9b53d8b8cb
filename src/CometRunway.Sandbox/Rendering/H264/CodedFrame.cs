using CometRunway.Sandbox.Rendering.Camera;

namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>The coded frame. It consists of whole macroblocks with room for the camera movement, and the clip is a cropping window in it.</summary>
internal sealed record CodedFrame(int WidthInMacroblocks, int HeightInMacroblocks, int CropLeft, int CropTop, int ClipWidth, int ClipHeight)
{
    // libavutil crops fewer columns than requested and shows a wider frame, unless the first visible chroma sample of a row is aligned to 32 bytes
    // (av_frame_apply_cropping).
    private const int CropLeftUnit = 64;

    public int Width => WidthInMacroblocks * 16;

    public int Height => HeightInMacroblocks * 16;

    public int CropRight => Width - ClipWidth - CropLeft;

    public int CropBottom => Height - ClipHeight - CropTop;

    public int Macroblocks => WidthInMacroblocks * HeightInMacroblocks;

    /// <summary>Adds the room on the side to which the camera moves, so that the cropping window is the position of the first frame.</summary>
    public static CodedFrame For(int clipWidth, int clipHeight, PixelOffset offset)
    {
        var left = offset.X < 0 ? RoundUp(-offset.X, CropLeftUnit) : 0;
        var columns = MacroblocksFor(clipWidth + (left > 0 ? left : offset.X));
        var rows = MacroblocksFor(clipHeight + Math.Abs(offset.Y));
        return new(columns, rows, left, offset.Y < 0 ? (rows * 16) - clipHeight : 0, clipWidth, clipHeight);
    }

    private static int MacroblocksFor(int pixels) => RoundUp(pixels, 16) / 16;

    private static int RoundUp(int value, int unit) => (value + unit - 1) / unit * unit;
}
