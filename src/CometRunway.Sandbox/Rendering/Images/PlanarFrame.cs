using System.Runtime.InteropServices;
using SkiaSharp;

namespace CometRunway.Sandbox.Rendering.Images;

/// <summary>A frame in planar YCbCr 4:2:0: BT.709 in studio range.</summary>
internal sealed class PlanarFrame
{
    private const int Half = 1 << 15;
    private readonly byte[] _luma;
    private readonly byte[] _blueDifference;
    private readonly byte[] _redDifference;

    private PlanarFrame(int width, int height)
    {
        (Width, Height) = (width, height);
        _luma = new byte[width * height];
        _blueDifference = new byte[width * height / 4];
        _redDifference = new byte[width * height / 4];
    }

    public int Width { get; }

    public int Height { get; }

    public ReadOnlySpan<byte> Luma => _luma;

    public ReadOnlySpan<byte> BlueDifference => _blueDifference;

    public ReadOnlySpan<byte> RedDifference => _redDifference;

    /// <summary>Converts a BGRA bitmap with even sides.</summary>
    public static PlanarFrame From(SKBitmap image)
    {
        var frame = new PlanarFrame(image.Width, image.Height);
        var pixels = MemoryMarshal.Cast<byte, uint>(image.GetPixelSpan());
        for (var y = 0; y < frame.Height; y += 2)
            frame.ConvertTwoRows(y, pixels.Slice(y * frame.Width, frame.Width), pixels.Slice((y + 1) * frame.Width, frame.Width));
        return frame;
    }

    private void ConvertTwoRows(int y, ReadOnlySpan<uint> upper, ReadOnlySpan<uint> lower)
    {
        var above = _luma.AsSpan(y * Width, Width);
        var below = _luma.AsSpan((y + 1) * Width, Width);
        var blue = _blueDifference.AsSpan(y / 2 * (Width / 2), Width / 2);
        var red = _redDifference.AsSpan(y / 2 * (Width / 2), Width / 2);
        for (var x = 0; x < upper.Length; x += 2)
        {
            var sum = new Sum();
            above[x] = sum.Add(upper[x]);
            above[x + 1] = sum.Add(upper[x + 1]);
            below[x] = sum.Add(lower[x]);
            below[x + 1] = sum.Add(lower[x + 1]);
            blue[x / 2] = sum.BlueDifference;
            red[x / 2] = sum.RedDifference;
        }
    }

    /// <summary>The sum of four pixels. The factors are those of BT.709 multiplied by 219/255 or 224/255, in units of 1/65536.</summary>
    private ref struct Sum
    {
        private int _red;
        private int _green;
        private int _blue;

        public readonly byte BlueDifference => Chroma((-6596 * _red) - (22188 * _green) + (28784 * _blue));

        public readonly byte RedDifference => Chroma((28784 * _red) - (26145 * _green) - (2639 * _blue));

        /// <returns>The luma of the pixel.</returns>
        public byte Add(uint bgra)
        {
            var (red, green, blue) = ((int)(bgra >> 16) & 0xFF, (int)(bgra >> 8) & 0xFF, (int)bgra & 0xFF);
            _red += red;
            _green += green;
            _blue += blue;
            return (byte)(16 + (((11966 * red) + (40254 * green) + (4064 * blue) + Half) >> 16));
        }

        private static byte Chroma(int weighted) => (byte)(128 + ((weighted + (4 * Half)) >> 18));
    }
}
