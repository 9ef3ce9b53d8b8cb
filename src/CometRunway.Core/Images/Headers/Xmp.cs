namespace CometRunway.Images.Headers;

/// <summary>The XML block of metadata that many programs write beside EXIF.</summary>
internal static class Xmp
{
    /// <summary>True when the block names a GPS property.</summary>
    public static bool HasLocation(ReadOnlySpan<byte> bytes, long from, long to) =>
        from < bytes.Length && to > from && bytes[(int)from..(int)Math.Min(to, bytes.Length)].IndexOf("GPS"u8) >= 0;
}
