namespace CometRunway.Images.Metadata;

/// <summary>Creates an EXIF block that contains only the orientation.</summary>
internal static class OrientationTag
{
    /// <summary>Returns 26 bytes: a TIFF structure with one directory that has one tag.</summary>
    public static byte[] Of(int orientation) =>
        [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
}
