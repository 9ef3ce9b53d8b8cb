using System.Text;
using CometRunway.Images.Headers;

namespace CometRunway.Images.Loading;

/// <summary>Names common file types that are given in place of an image.</summary>
internal static class UnsupportedFormats
{
    private const int TextBytesRead = 256;

    public static string Name(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("%PDF"u8))
            return "a PDF";
        if (bytes.StartsWith("PK\u0003\u0004"u8))
            return "a ZIP archive or an office document";
        if (bytes.StartsWith("8BPS"u8))
            return "a Photoshop document";
        if (IsRawPhoto(bytes))
            return "a camera's RAW photo (to be exported as JPEG or PNG first)";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0]) || bytes.StartsWith("icns"u8))
            return "an icon file";
        if (Bytes.Match(bytes, 4, "ftyp"u8) || Bytes.Match(bytes, 0, [0x1A, 0x45, 0xDF, 0xA3]))
            return "a video";
        var head = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, TextBytesRead)]).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        if (head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
            return "a web page";
        return head.StartsWith("version https://git-lfs", StringComparison.Ordinal) ? "a Git LFS pointer" : "of an unknown type";
    }

    private static bool IsRawPhoto(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("FUJIFILMCCD-RAW"u8) || bytes.StartsWith("IIRO"u8) || bytes.StartsWith("IIRS"u8) || bytes.StartsWith("MMOR"u8) || bytes.StartsWith("IIU\0"u8)
        || bytes.StartsWith("FOVb"u8) || bytes.StartsWith("\0MRM"u8) || Bytes.Match(bytes, 4, "ftypcrx "u8) || TiffPages.Read(bytes) is { IsRaw: true };
}
