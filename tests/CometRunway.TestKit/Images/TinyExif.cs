namespace CometRunway.TestKit.Images;

/// <summary>Creates EXIF blocks that contain only an orientation.</summary>
public static class TinyExif
{
    /// <summary>Creates the TIFF structure, without the JPEG prefix.</summary>
    public static byte[] Create(int orientation, bool isBigEndian = true) => isBigEndian
        ? [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0]
        : [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0];
}
