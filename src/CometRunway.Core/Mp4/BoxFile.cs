using System.Buffers.Binary;
using System.Text;

namespace CometRunway.Mp4;

/// <summary>Reads boxes and numbers from a stream through a small buffer. Reads outside a box return zero, and the work is limited, so that malicious files cannot cause a denial of service.</summary>
internal sealed class BoxFile(Stream stream)
{
    private const int MaxBoxes = 50_000;
    private const int MaxEntries = 4_000_000;
    private readonly byte[] _window = new byte[4096];
    private long _windowStart;
    private int _windowLength;
    private int _boxes;
    private long _entries;

    public long Length { get; } = stream.Length;

    public bool Exhausted => _boxes > MaxBoxes || _entries > MaxEntries;

    /// <summary>Counts table entries before they are read. Returns false when the limit is exceeded.</summary>
    public bool TrySpend(long entries)
    {
        _entries += Math.Min(entries, MaxEntries + 1L);
        return !Exhausted;
    }

    public IEnumerable<Box> TopLevel() => Within(0, Length);

    public IEnumerable<Box> Children(Box parent, int skip = 0) => Within(parent.Body + skip, parent.End);

    public Box? Child(Box parent, string type, int skip = 0)
    {
        foreach (var box in Children(parent, skip))
        {
            if (box.Type == type)
                return box;
        }

        return null;
    }

    /// <summary>Follows a path of box types, taking the first child of each type.</summary>
    public Box? Descend(Box parent, params ReadOnlySpan<string> path)
    {
        Box? box = parent;
        foreach (var type in path)
        {
            if (box is null)
                return null;
            box = Child(box.Value, type);
        }

        return box;
    }

    public byte U8(Box box, long offset)
    {
        Span<byte> one = stackalloc byte[1];
        return TryRead(box, offset, one) ? one[0] : (byte)0;
    }

    public ushort U16(Box box, long offset)
    {
        Span<byte> two = stackalloc byte[2];
        return TryRead(box, offset, two) ? BinaryPrimitives.ReadUInt16BigEndian(two) : (ushort)0;
    }

    public uint U32(Box box, long offset)
    {
        Span<byte> four = stackalloc byte[4];
        return TryRead(box, offset, four) ? BinaryPrimitives.ReadUInt32BigEndian(four) : 0;
    }

    public ulong U64(Box box, long offset) => ((ulong)U32(box, offset) << 32) | U32(box, offset + 4);

    public string Text(Box box, long offset)
    {
        Span<byte> four = stackalloc byte[4];
        return TryRead(box, offset, four) ? Encoding.Latin1.GetString(four) : "";
    }

    private IEnumerable<Box> Within(long from, long to)
    {
        while (from >= 0 && to - from >= 8 && ++_boxes <= MaxBoxes && Header(from, to) is { } box)
        {
            yield return box;
            from = box.End;
        }
    }

    private Box? Header(long at, long to)
    {
        Span<byte> header = stackalloc byte[16];
        if (!TryReadAt(at, header[..8]))
            return null;
        var type = Encoding.Latin1.GetString(header[4..8]);
        ulong size = BinaryPrimitives.ReadUInt32BigEndian(header);
        var headerLength = 8;
        if (size == 1)
        {
            if (to - at < 16 || !TryReadAt(at, header))
                return null;
            size = BinaryPrimitives.ReadUInt64BigEndian(header[8..]);
            headerLength = 16;
        }

        var available = (ulong)(to - at);
        if (size == 0)
            size = available;
        if (size < (ulong)headerLength)
            return null;
        return new Box(type, at, at + headerLength, at + (long)Math.Min(size, available), size > available);
    }

    private bool TryRead(Box box, long offset, Span<byte> into) =>
        offset >= 0 && offset <= box.Size - into.Length && TryReadAt(box.Body + offset, into);

    private bool TryReadAt(long at, Span<byte> into)
    {
        if (at < 0 || into.Length > Length - at)
            return false;
        if (at < _windowStart || at + into.Length > _windowStart + _windowLength)
            Fill(at);
        if (at + into.Length > _windowStart + _windowLength)
            return false;
        _window.AsSpan((int)(at - _windowStart), into.Length).CopyTo(into);
        return true;
    }

    private void Fill(long at)
    {
        stream.Position = at;
        _windowStart = at;
        _windowLength = stream.ReadAtLeast(_window, _window.Length, throwOnEndOfStream: false);
    }
}
