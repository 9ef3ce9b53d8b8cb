using SkiaSharp;

namespace CometRunway.Imaging.Decoding;

/// <summary>Decodes all rows of an image. A truncated file is accepted only when no pixel is missing.</summary>
internal static class RowReader
{
    /// <summary>The reason when it is not known how much is missing.</summary>
    public const string Damaged = "its data is damaged or cut off";

    /// <summary>Returns null when the bitmap is complete; otherwise the reason, as the end of a sentence.</summary>
    public static string? Read(SKCodec codec, SKData data, SKBitmap bitmap)
    {
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result == SKCodecResult.Success)
            return null;
        if (result is not (SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput))
            return Damaged;
        return codec.EncodedFormat switch
        {
            SKEncodedImageFormat.Png => ReadRows(data, bitmap),
            SKEncodedImageFormat.Jpeg when JpegEnd.HasAllPixels(data, bitmap) => null,
            _ => Damaged,
        };
    }

    /// <summary>Decodes again, row by row, because a failed decode does not report the number of rows.</summary>
    private static string? ReadRows(SKData data, SKBitmap bitmap)
    {
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.StartIncrementalDecode(bitmap.Info, bitmap.GetPixels(), bitmap.RowBytes) != SKCodecResult.Success)
            return Damaged;
        if (codec.IncrementalDecode(out var rows) == SKCodecResult.Success || rows >= bitmap.Height)
            return null;
        return Incomplete(rows, bitmap.Height);
    }

    /// <summary>Returns the reason when rows are missing.</summary>
    public static string Incomplete(int rows, int all) =>
        rows == 0 ? Damaged : FormattableString.Invariant($"only {rows * 100L / all} % of its rows are there");
}
