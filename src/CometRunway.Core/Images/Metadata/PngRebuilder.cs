
namespace CometRunway.Images.Metadata;

/// <summary>
/// Rebuilds a PNG file from its pixels, palette, transparency and colour information. The pixels are unchanged. They are compressed anew when something
/// else is among the compressed ones.
/// </summary>
internal static class PngRebuilder
{
    private const int SignatureLength = 8;

    /// <summary>Returns the image; null when the bytes are not a complete PNG file.</summary>
    public static RebuiltImage? Rebuild(ReadOnlyMemory<byte> original, int orientation)
    {
        var png = original.Span;
        if (PngChunk.ReadAll(png) is not [var first, .., var last] chunks || !first.Is(png, "IHDR"u8) || PngFrame.Read(first.Content(png)) is not { } frame)
            return null;
        var start = chunks.FindIndex(c => c.Is(original.Span, "IDAT"u8));
        var pixels = start < 0 ? [] : chunks.Skip(start).TakeWhile(c => c.Is(original.Span, "IDAT"u8)).ToList();
        // The pixels are in consecutive chunks.
        if (pixels.Count == 0 || chunks.Skip(start + pixels.Count).Any(c => c.Is(original.Span, "IDAT"u8)))
            return null;
        if (PngPixels.Recompressed(pixels.ConvertAll(c => original[(c.From + 8)..(c.To - 4)]), frame.PixelBytes) is not { } recompressed)
            return null;

        var image = new RebuiltImage(original);
        image.Keep(0, SignatureLength);
        Keep(image, png, first);
        if (orientation != 1)
            image.Add(PngChunk.Of("eXIf"u8, OrientationTag.Of(orientation)));
        // What affects the image comes before the pixels, and once.
        if (!AddColours(image, png, chunks[1..start], frame))
            return null;
        AddPixels(image, png, pixels, recompressed);
        foreach (var chunk in chunks[(start + pixels.Count)..^1])
        {
            if (chunk.IsCritical(png) && !chunk.Is(png, "PLTE"u8))
                return null;
            image.Leave(LeftOut.Metadata);
        }

        Keep(image, png, last);
        if (last.To < png.Length)
            image.Leave(LeftOut.DataAfterEnd);
        return image;
    }

    /// <summary>Adds the palette, the transparency and the colour information; false when there is a chunk that is not known but needed.</summary>
    private static bool AddColours(RebuiltImage image, ReadOnlySpan<byte> png, List<PngChunk> chunks, PngFrame frame)
    {
        var colours = 0;
        var added = new HashSet<string>();
        foreach (var chunk in chunks)
        {
            var content = chunk.Content(png);
            var isPalette = chunk.Is(png, "PLTE"u8);
            if (chunk.IsCritical(png) && !isPalette)
                return false;
            if (isPalette && colours == 0)
                colours = PngChunkRules.PaletteLength(content.Length, frame) / 3;
            var profile = chunk.Is(png, "iCCP"u8) ? PngProfile.Read(content) : null;
            byte[]? rebuilt = null;
            if (profile is not null && (rebuilt = ColourProfile.Rebuild(profile)) is null)
                return false;
            var needed = rebuilt is not null ? PngProfile.Write(rebuilt)
                : isPalette ? content[..(3 * colours)]
                : PngChunkRules.IsNeeded(chunk.Type(png), content, frame, colours) ? content
                : default;
            if (needed.IsEmpty || !added.Add(System.Text.Encoding.Latin1.GetString(chunk.Type(png))))
                image.Leave(LeftOut.Metadata);
            else if (needed.SequenceEqual(content))
                Keep(image, png, chunk);
            else
                Replace(image, chunk.Type(png), needed);
        }

        return frame.Colour != PngFrame.Palette || colours > 0;
    }

    private static void AddPixels(RebuiltImage image, ReadOnlySpan<byte> png, List<PngChunk> chunks, byte[] recompressed)
    {
        if (recompressed.Length > 0)
            Replace(image, "IDAT"u8, recompressed);
        else
        {
            foreach (var chunk in chunks)
            {
                if (chunk.Content(png).IsEmpty)
                    image.Leave(LeftOut.Metadata);
                else
                    Keep(image, png, chunk);
            }
        }
    }

    /// <summary>Adds a chunk. A wrong check sum is replaced, because it can be any four bytes.</summary>
    private static void Keep(RebuiltImage image, ReadOnlySpan<byte> png, PngChunk chunk)
    {
        if (chunk.HasCheckSum(png))
            image.Keep(chunk.From, chunk.To);
        else
            Replace(image, chunk.Type(png), chunk.Content(png));
    }

    private static void Replace(RebuiltImage image, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        image.Leave(LeftOut.Metadata);
        image.Add(PngChunk.Of(type, content));
    }
}
