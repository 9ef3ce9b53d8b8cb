using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>The header of a PNG file, from which the size of its pixels and of some chunks follows.</summary>
internal readonly record struct PngFrame(int Width, int Height, byte Depth, byte Colour, bool IsInterlaced)
{
    public const byte Grey = 0;
    public const byte Rgb = 2;
    public const byte Palette = 3;
    public const byte GreyAlpha = 4;

    private const byte Rgba = 6;

    // Adam7: the first column and row of each pass, and the distances between its columns and rows.
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The number of samples of a pixel that is not an index of the palette.</summary>
    public int Channels => Colour switch { Rgb or Palette => 3, GreyAlpha => 2, Rgba => 4, _ => 1 };

    /// <summary>The number of bytes of all rows before they are compressed. Each row begins with the number of its filter.</summary>
    public long PixelBytes => IsInterlaced ? Passes.Select(BytesOf).Sum() : Rows(Width, Height);

    /// <summary>Reads the content of the header chunk; null when it is not valid.</summary>
    public static PngFrame? Read(ReadOnlySpan<byte> content)
    {
        if (content.Length != 13 || Bytes.UInt32(content, 0) is not (> 0 and <= int.MaxValue and var width) || Bytes.UInt32(content, 4) is not (> 0 and <= int.MaxValue and var height))
            return null;
        var (depth, colour) = (content[8], content[9]);
        var isKnown = colour switch
        {
            Grey => depth is 1 or 2 or 4 or 8 or 16,
            Palette => depth is 1 or 2 or 4 or 8,
            Rgb or GreyAlpha or Rgba => depth is 8 or 16,
            _ => false,
        };
        return isKnown && content[10] == 0 && content[11] == 0 && content[12] < 2 ? new PngFrame((int)width, (int)height, depth, colour, content[12] == 1) : null;
    }

    private long BytesOf((int X, int Y, int StepX, int StepY) pass) =>
        Rows((Width - pass.X + pass.StepX - 1) / pass.StepX, (Height - pass.Y + pass.StepY - 1) / pass.StepY);

    private long Rows(int width, int height) =>
        width <= 0 || height <= 0 ? 0 : height * (1 + (width * (long)Depth * (Colour == Palette ? 1 : Channels) + 7) / 8);
}
