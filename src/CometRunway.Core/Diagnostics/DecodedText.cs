using System.Globalization;

namespace CometRunway.Diagnostics;

/// <summary>
/// A text without white space, control and invisible characters and with its escapes decoded, in which each character knows its place in the
/// original. Any mix of escaped and plain characters reads the same.
/// </summary>
internal sealed class DecodedText
{
    /// <summary>A text may be encoded twice, for example JSON inside JSON.</summary>
    private const int MaxLayers = 2;

    private readonly char[] _characters;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private int _length;
    private bool _hasEscapes;

    private DecodedText(int capacity)
    {
        _characters = new char[capacity];
        _starts = new int[capacity];
        _ends = new int[capacity];
    }

    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, _length);

    /// <summary>Returns the text as it is, and with one and two layers of escapes decoded.</summary>
    public static IEnumerable<DecodedText> Readings(string text)
    {
        var reading = new DecodedText(text.Length);
        for (var at = 0; at < text.Length; at++)
            reading.Add(text[at], at, at + 1);
        yield return reading;
        for (var layer = 0; layer < MaxLayers && reading._hasEscapes; layer++)
            yield return reading = reading.Decode();
    }

    /// <summary>Returns the range in the original text of some characters of this one.</summary>
    public (int Start, int End) Original(int at, int length) => (_starts[at], _ends[at + length - 1]);

    private DecodedText Decode()
    {
        var decoded = new DecodedText(_length);
        for (var at = 0; at < _length;)
        {
            var (character, used) = Escape(Characters[at..]);
            decoded._hasEscapes |= used > 1;
            decoded.Add(character, _starts[at], _ends[at + used - 1]);
            at += used;
        }

        return decoded;
    }

    private void Add(char character, int start, int end)
    {
        if (char.IsWhiteSpace(character) || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format)
            return;
        _hasEscapes |= character is '%' or '\\' or '&';
        _characters[_length] = character;
        _starts[_length] = start;
        _ends[_length++] = end;
    }

    private static (char Character, int Used) Escape(ReadOnlySpan<char> text) => text switch
    {
        ['%', ..] when Number(text, 1, 2, NumberStyles.AllowHexSpecifier) is { } escaped => (escaped, 3),
        ['\\', 'u' or 'U', ..] when Number(text, 2, 4, NumberStyles.AllowHexSpecifier) is { } escaped => (escaped, 6),
        ['\\', 'n' or 'r' or 't' or 'b' or 'f', ..] => (' ', 2),
        ['\\', var escaped, ..] => (escaped, 2),
        ['&', '#', 'x' or 'X', ..] => Entity(text, 3, NumberStyles.AllowHexSpecifier),
        ['&', '#', ..] => Entity(text, 2, NumberStyles.None),
        _ => (text[0], 1),
    };

    private static (char Character, int Used) Entity(ReadOnlySpan<char> text, int digits, NumberStyles style)
    {
        var end = text[..Math.Min(text.Length, digits + 8)].IndexOf(';');
        return end > digits && Number(text, digits, end - digits, style) is { } character ? (character, end + 1) : (text[0], 1);
    }

    private static char? Number(ReadOnlySpan<char> text, int start, int length, NumberStyles style) =>
        text.Length >= start + length && ushort.TryParse(text.Slice(start, length), style, CultureInfo.InvariantCulture, out var code) ? (char)code : null;
}
