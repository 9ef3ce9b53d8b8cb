using System.IO.Compression;

namespace CometRunway.Images.Metadata;

/// <summary>Reads and writes the colour profile of a PNG file: a name, a zero, the method 0, and the compressed profile.</summary>
internal static class PngProfile
{
    private const int MaxName = 79;

    /// <summary>Returns the profile; null when there is none, or a block that has no effect.</summary>
    public static byte[]? Read(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)0);
        if (end is < 1 or > MaxName || content.Length < end + 3 || content[end + 1] != 0)
            return null;
        try
        {
            using var packed = new MemoryStream(content[(end + 2)..].ToArray());
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            var profile = new byte[ColourProfile.MaxBytes];
            var length = zlib.ReadAtLeast(profile, profile.Length, throwOnEndOfStream: false);
            return ColourProfile.IsMatch(profile.AsSpan(0, length)) ? profile[..length] : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Returns the content of a chunk with a name that tells nothing.</summary>
    public static byte[] Write(byte[] profile)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(profile);
        return [.. "ICC\0\0"u8, .. packed.ToArray()];
    }
}
