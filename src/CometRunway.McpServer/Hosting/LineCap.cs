using CometRunway.Images;

namespace CometRunway.McpServer.Hosting;

/// <summary>Truncates lines that are too long. Bytes beyond the limit are dropped as they arrive, so the line is rejected as malformed.</summary>
/// <param name="longest">The maximum number of bytes of a line.</param>
internal sealed class LineCap(int longest = LineCap.Longest)
{
    /// <summary>The limit: the longest image in a request with every character escaped, plus space for the rest of the request.</summary>
    public const int Longest = ImageLoader.MaxDataUriCharacters * 6 + (1 << 20);

    private int _length;
    private bool _dropping;

    /// <summary>Processes the next bytes of the input and moves the bytes to keep to the front.</summary>
    /// <returns>The number of bytes to keep.</returns>
    public int Apply(Span<byte> bytes)
    {
        var kept = 0;
        for (var rest = bytes; !rest.IsEmpty;)
        {
            var end = rest.IndexOf((byte)'\n');
            var part = end < 0 ? rest : rest[..(end + 1)];
            rest = rest[part.Length..];
            var staying = Staying(part, isEnd: end >= 0);
            staying.CopyTo(bytes[kept..]);
            kept += staying.Length;
        }

        return kept;
    }

    private Span<byte> Staying(Span<byte> part, bool isEnd)
    {
        _length = (int)Math.Min(int.MaxValue, (long)_length + part.Length);
        var staying = part;
        if (_dropping)
        {
            staying = [];
        }
        else if (!isEnd && _length > longest)
        {
            _dropping = true;
            staying = part[..1];
            staying[0] = (byte)'\n';
        }

        if (isEnd)
            (_length, _dropping) = (0, false);
        return staying;
    }
}
