namespace CometRunway.Images.Metadata;

/// <summary>An image that consists only of the parts of another one that are needed to show it. Parts are not copied before <see cref="ToArray"/>.</summary>
internal sealed class RebuiltImage(ReadOnlyMemory<byte> original)
{
    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private int _keptTo = -1;

    /// <summary>The size in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>The kinds of data that were left out.</summary>
    public LeftOut LeftOut { get; private set; }

    /// <summary>True when the original contains nothing else.</summary>
    public bool IsSame
    {
        get
        {
            if (Length != original.Length)
                return false;
            var at = 0;
            foreach (var part in _parts)
            {
                if (!original.Span.Slice(at, part.Length).SequenceEqual(part.Span))
                    return false;
                at += part.Length;
            }

            return true;
        }
    }

    /// <summary>Adds a range of the original.</summary>
    public void Keep(int from, int to)
    {
        if (from == _keptTo)
            _parts[^1] = original[(from - _parts[^1].Length)..to];
        else
            _parts.Add(original[from..to]);
        Length += to - from;
        _keptTo = to;
    }

    /// <summary>Adds bytes that are not in the original in this form.</summary>
    public void Add(ReadOnlyMemory<byte> part)
    {
        _parts.Add(part);
        Length += part.Length;
        _keptTo = -1;
    }

    /// <summary>Records that a part of the original was not added.</summary>
    public void Leave(LeftOut kind) => LeftOut |= kind;

    /// <summary>Returns the bytes of the image.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        var at = 0;
        foreach (var part in _parts)
        {
            part.CopyTo(bytes.AsMemory(at));
            at += part.Length;
        }

        return bytes;
    }
}
