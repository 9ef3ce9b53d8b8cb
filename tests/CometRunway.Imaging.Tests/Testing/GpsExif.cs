namespace CometRunway.Imaging.Tests.Testing;

/// <summary>An EXIF block with an orientation and a directory that says where the image was taken.</summary>
internal static class GpsExif
{
    /// <summary>What must not be found in anything that is sent.</summary>
    public static ReadOnlySpan<byte> Secret => "GPSSECRET51.4778N"u8;

    public static byte[] Create(int orientation = 1) =>
    [
        .. "MM\0*"u8, 0, 0, 0, 8,
        0, 2,
        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
        0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38,
        0, 0, 0, 0,
        0, 1,
        0, 0x1D, 0, 2, 0, 0, 0, (byte)Secret.Length, 0, 0, 0, 56,
        0, 0, 0, 0,
        .. Secret,
    ];

    public static byte[] Xmp => [.. "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:Description exif:GPSLatitude='"u8, .. Secret, .. "'/></x:xmpmeta>"u8];

    public static bool IsIn(ReadOnlySpan<byte> bytes) => bytes.IndexOf(Secret) >= 0;
}
