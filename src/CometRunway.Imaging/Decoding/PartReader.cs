using CometRunway.Images.Fitting;
using SkiaSharp;

namespace CometRunway.Imaging.Decoding;

/// <summary>Decodes a large PNG image in parts of some rows each, and reduces them. The decoder starts at the top for each part, so there are few.</summary>
internal static class PartReader
{
    /// <summary>Returns null when the bitmap is complete; otherwise the reason, as the end of a sentence.</summary>
    public static string? Read(SKData data, SKImageInfo full, SKBitmap reduced)
    {
        var rows = Math.Max(1, DecodingMemory.PartBytes / full.RowBytes);
        using var part = new SKBitmap();
        if (!part.TryAllocPixels(full.WithSize(full.Width, Math.Min(rows, full.Height))))
            return ImageOpener.NoMemory;
        var reducer = new AreaReducer(full.Width, full.Height, reduced);
        for (var top = 0; top < full.Height; top += rows)
        {
            var bottom = Math.Min(full.Height, top + rows);
            if (ReadPart(data, full, part, top, bottom) is { } reason)
                return reason;
            for (var row = 0; row < bottom - top; row++)
                reducer.Add(part.GetPixelSpan().Slice(row * part.RowBytes, full.RowBytes));
        }

        return null;
    }

    private static string? ReadPart(SKData data, SKImageInfo full, SKBitmap part, int top, int bottom)
    {
        using var codec = SKCodec.Create(data);
        var options = new SKCodecOptions(new SKRectI(0, top, full.Width, bottom));
        if (codec?.StartIncrementalDecode(full, part.GetPixels(), part.RowBytes, options) != SKCodecResult.Success)
            return RowReader.Damaged;
        if (codec.IncrementalDecode(out var rows) == SKCodecResult.Success || rows >= bottom - top)
            return null;
        return RowReader.Incomplete(top + rows, full.Height);
    }
}
