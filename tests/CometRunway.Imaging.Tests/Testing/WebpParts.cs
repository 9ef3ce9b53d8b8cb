namespace CometRunway.Imaging.Tests.Testing;

/// <summary>The parts of WebP files of 64 x 48 pixels.</summary>
internal static class WebpParts
{
    public static byte[] Extended(byte flags) => Chunk("VP8X", [flags, 0, 0, 0, 63, 0, 0, 47, 0, 0]);

    public static byte[] File(byte[] chunks) => [.. "RIFF"u8, .. BitConverter.GetBytes(chunks.Length + 4), .. "WEBP"u8, .. chunks];

    public static byte[] Chunk(string type, byte[] data) =>
        [.. System.Text.Encoding.Latin1.GetBytes(type), .. BitConverter.GetBytes(data.Length), .. data, .. data.Length % 2 == 0 ? [] : (byte[])[0]];
}
