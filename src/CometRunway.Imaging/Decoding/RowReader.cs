using SkiaSharp;

namespace CometRunway.Imaging.Decoding;

/// <summary>Decodes all rows of an image. A file that ends early is good enough only if no pixel is missing.</summary>
internal static class RowReader
{
    private const string Damaged = "its data is damaged or cut off";

    /// <summary>Null when the bitmap is complete; else why not, as the end of a sentence.</summary>
    public static string? Read(SKCodec codec, SKData data, SKBitmap bitmap)
    {
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result == SKCodecResult.Success)
            return null;
        if (result is not (SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput))
            return Damaged;
        return codec.EncodedFormat switch
        {
            SKEncodedImageFormat.Png => JudgeRows(data, bitmap),
            SKEncodedImageFormat.Jpeg when JpegEnd.IsAllThere(data, bitmap) => null,
            _ => Damaged,
        };
    }

    /// <summary>Reads once more, row by row, since a failed read does not tell how far it came.</summary>
    private static string? JudgeRows(SKData data, SKBitmap bitmap)
    {
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.StartIncrementalDecode(bitmap.Info, bitmap.GetPixels(), bitmap.RowBytes) != SKCodecResult.Success)
            return Damaged;
        if (codec.IncrementalDecode(out var rows) == SKCodecResult.Success || rows >= bitmap.Height)
            return null;
        return rows == 0 ? Damaged : FormattableString.Invariant($"only {rows * 100L / bitmap.Height} % of its rows are there");
    }
}
