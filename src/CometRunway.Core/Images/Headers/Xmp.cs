namespace CometRunway.Images.Headers;

/// <summary>Reads XMP, the XML metadata that many programs write in addition to EXIF.</summary>
internal static class Xmp
{
    /// <summary>Returns true when the block contains a GPS property.</summary>
    public static bool HasLocation(ReadOnlySpan<byte> bytes, long from, long to) =>
        from < bytes.Length && to > from && bytes[(int)from..(int)Math.Min(to, bytes.Length)].IndexOf("GPS"u8) >= 0;
}
