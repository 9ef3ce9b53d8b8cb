using CometRunway.Errors;

namespace CometRunway.Images.Loading;

/// <summary>Reads a data URI. The media type is detected from the bytes; the declared one is not trusted.</summary>
internal static class DataUriImage
{
    private const int MaxHeaderLength = 256;

    public static ImageLoadResult Load(string uri)
    {
        var text = uri.AsSpan().Trim();
        if (text.Length > ImageLoader.MaxDataUriCharacters)
            return ImageLoadResult.Refused(ImageRefusals.TooLarge("The data URI", text.Length / 4L * 3, text.Length));
        if (!text.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return Malformed("it does not begin with data:");
        var comma = text[..Math.Min(text.Length, MaxHeaderLength)].IndexOf(',');
        if (comma < 0)
            return Malformed("it has no comma before its data");

        var head = text["data:".Length..comma].ToString();
        var isBase64 = head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase);
        if (!isBase64)
            return Malformed("it is not base64");
        var declared = head.Split(';')[0].Trim();
        if (TryDecode(text[(comma + 1)..]) is not { } bytes)
            return Malformed("its data is not valid base64 (cut off, or with characters that do not belong there)");
        return CheckedBytes.Load(bytes, "the data URI", actual => Mismatch(declared, actual));
    }

    private static Violation? Mismatch(string declared, string actual)
    {
        var isSame = declared.Equals(actual, StringComparison.OrdinalIgnoreCase)
            || (actual == "image/jpeg" && declared.Equals("image/jpg", StringComparison.OrdinalIgnoreCase));
        return isSame ? null : ImageRefusals.TypeMismatch(declared.Length > 0 ? declared : "no type", actual);
    }

    /// <summary>Decodes base64. Also accepts percent encoding, the URL-safe alphabet and missing padding.</summary>
    private static byte[]? TryDecode(ReadOnlySpan<char> data)
    {
        var text = data.Contains('%') ? Uri.UnescapeDataString(data) : data.ToString();
        text = text.Replace('-', '+').Replace('_', '/').TrimEnd();
        var bytes = new byte[text.Length / 4 * 3 + 3];
        if (text.Length % 4 != 0 && !text.EndsWith('='))
            text = text.PadRight((text.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }

    private static ImageLoadResult Malformed(string problem) => ImageLoadResult.Refused(ImageRefusals.DataUriMalformed(problem));
}
