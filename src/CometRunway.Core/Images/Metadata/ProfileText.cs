using System.Text;

namespace CometRunway.Images.Metadata;

/// <summary>The two texts that every ICC profile must have, with the same content in each.</summary>
internal static class ProfileText
{
    private const string Name = "Colours of the picture";
    private const string Terms = "CC0";

    /// <param name="isFour">True for version 4 of the format.</param>
    public static byte[] Description(bool isFour) =>
        // Version 2: the text, then an empty Unicode text, then an empty text for old Macintosh programs.
        isFour ? Localized(Name) : [.. "desc\0\0\0\0"u8, 0, 0, 0, (byte)(Name.Length + 1), .. Encoding.ASCII.GetBytes(Name), 0, .. new byte[8 + 3 + 67]];

    /// <param name="isFour">True for version 4 of the format.</param>
    public static byte[] Copyright(bool isFour) =>
        isFour ? Localized(Terms) : [.. "text\0\0\0\0"u8, .. Encoding.ASCII.GetBytes(Terms), 0];

    private static byte[] Localized(string text) =>
        [.. "mluc\0\0\0\0"u8, 0, 0, 0, 1, 0, 0, 0, 12, .. "enGB"u8, 0, 0, 0, (byte)(2 * text.Length), 0, 0, 0, 28, .. Encoding.BigEndianUnicode.GetBytes(text)];
}
