namespace CometRunway.Mp4;

/// <summary>Makes a tag of hostile bytes fit to be shown.</summary>
internal static class PrintableTag
{
    public static string Of(string tag) =>
        string.Create(tag.Length, tag, static (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
                span[index] = char.IsAsciiLetterOrDigit(source[index]) || source[index] is ' ' or '-' or '.' or '_' ? source[index] : '?';
        }).TrimEnd();
}
