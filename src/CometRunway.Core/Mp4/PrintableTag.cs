namespace CometRunway.Mp4;

/// <summary>Replaces unprintable characters in a tag that was read from an untrusted file.</summary>
internal static class PrintableTag
{
    public static string Of(string tag) =>
        string.Create(tag.Length, tag, static (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
                span[index] = char.IsAsciiLetterOrDigit(source[index]) || source[index] is ' ' or '-' or '.' or '_' ? source[index] : '?';
        }).TrimEnd();
}
