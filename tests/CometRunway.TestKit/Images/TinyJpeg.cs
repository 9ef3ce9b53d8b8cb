namespace CometRunway.TestKit.Images;

/// <summary>Creates decodable baseline JPEG files in one shade of grey, with two bits per block.</summary>
public static class TinyJpeg
{
    /// <summary>Creates a grey image. If the orientation is not 1, it has an EXIF block.</summary>
    public static byte[] Create(int width, int height, int orientation = 1, bool exifIsBigEndian = true) =>
    [
        0xFF, 0xD8,
        .. orientation == 1 ? [] : Segment(0xE1, [.. "Exif\0\0"u8, .. TinyExif.Create(orientation, exifIsBigEndian)]),
        .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)16, 64)]),
        .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
        .. Segment(0xC4, [0x00, 1, .. new byte[15], 0]),
        .. Segment(0xC4, [0x10, 1, .. new byte[15], 0]),
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
        .. Scan((width + 7) / 8 * ((height + 7) / 8)),
        0xFF, 0xD9,
    ];

    /// <summary>Creates a marker segment.</summary>
    public static byte[] Segment(byte marker, byte[] data) =>
        [0xFF, marker, (byte)(data.Length + 2 >> 8), (byte)(data.Length + 2), .. data];

    private static byte[] Scan(int blocks)
    {
        var bits = blocks * 2;
        var scan = new byte[(bits + 7) / 8];
        if (bits % 8 != 0)
            scan[^1] = (byte)(0xFF >> bits % 8);
        return scan;
    }
}
