using CometRunway.Images;

namespace CometRunway.McpServer.Hosting;

/// <summary>Cuts lines that are too long: what is beyond the limit is dropped as it comes in, and the line ends there, so that it is refused as malformed.</summary>
/// <param name="longest">The most bytes of a line.</param>
internal sealed class LineCap(int longest = LineCap.Longest)
{
    /// <summary>The longest image in a request, with each of its characters escaped, and room for the rest.</summary>
    public const int Longest = ImageLoader.MaxDataUriCharacters * 6 + (1 << 20);

    private int _length;
    private bool _dropping;

    /// <summary>Takes the next bytes of the input and moves those that stay to the front.</summary>
    /// <returns>How many stay.</returns>
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
