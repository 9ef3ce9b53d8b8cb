using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>
/// Decides which chunks of a PNG file besides the pixels affect the image. They have numbers in ranges that are wider than any real image needs, but
/// text is not in them.
/// </summary>
internal static class PngChunkRules
{
    private const int MaxChromaticity = 200_000;
    private const int MaxGamma = 1_000_000;
    private const int MaxDensity = 1_000_000;
    private const int MaxLuminance = 100_000_000;

    /// <summary>Returns true for a chunk with fixed content that affects the image.</summary>
    public static bool IsNeeded(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content, PngFrame frame, int colours)
    {
        var length = content.Length;
        return type.SequenceEqual("tRNS"u8) ? IsTransparency(length, frame, colours)
            : type.SequenceEqual("gAMA"u8) ? length == 4 && AreAtMost(content, MaxGamma)
            : type.SequenceEqual("cICP"u8) ? length == 4 && content[2] == 0 && content[3] < 2
            : type.SequenceEqual("cHRM"u8) ? length == 32 && AreAtMost(content, MaxChromaticity)
            : type.SequenceEqual("sRGB"u8) ? length == 1 && content[0] < 4
            : type.SequenceEqual("sBIT"u8) ? length == frame.Channels && !content.ContainsAnyExceptInRange((byte)1, (byte)16)
            : type.SequenceEqual("bKGD"u8) ? length == (frame.Colour == PngFrame.Palette ? 1 : frame.Colour is PngFrame.Grey or PngFrame.GreyAlpha ? 2 : 6)
            : type.SequenceEqual("pHYs"u8) ? length == 9 && content[8] < 2 && AreAtMost(content[..8], MaxDensity)
            : type.SequenceEqual("mDCV"u8) ? length == 24 && AreAtMost(content[16..], MaxLuminance)
            : type.SequenceEqual("cLLI"u8) && length == 8 && AreAtMost(content, MaxLuminance);
    }

    /// <summary>Returns the bytes of a palette that pixels can refer to; 0 when this palette has no effect, or is not valid.</summary>
    public static int PaletteLength(int length, PngFrame frame) =>
        frame.Colour == PngFrame.Palette && length is > 0 and <= 768 && length % 3 == 0 ? Math.Min(length, 3 << frame.Depth) : 0;

    private static bool IsTransparency(int length, PngFrame frame, int colours) => frame.Colour switch
    {
        PngFrame.Grey => length == 2,
        PngFrame.Rgb => length == 6,
        PngFrame.Palette => length > 0 && length <= colours,
        _ => false,
    };

    private static bool AreAtMost(ReadOnlySpan<byte> content, int most)
    {
        for (var at = 0; at < content.Length; at += 4)
        {
            if (Bytes.UInt32(content, at) is not { } number || number > most)
                return false;
        }

        return true;
    }
}
