namespace CometRunway.McpServer.Hosting;

/// <summary>Collects the parts of a line, and drops the middle of a line that is too long.</summary>
/// <param name="longest">The maximum number of bytes of a line.</param>
internal sealed class LineParts(int longest)
{
    private const int KeptOfLongLine = 8 * 1024;
    private const int TailLength = 512;

    private readonly byte[] _tail = new byte[TailLength];
    private byte[] _bytes = [];
    private int _length;
    private int _tailLength;
    private bool _isTooLong;

    public void Add(ReadOnlySpan<byte> part)
    {
        AddToTail(part);
        if (_isTooLong)
            return;
        if (part.Length > longest - _length)
        {
            _isTooLong = true;
            Append(part[..Math.Min(part.Length, Math.Max(0, KeptOfLongLine - _length))]);
            // Releases the memory of the line.
            _bytes = _bytes[..Math.Min(_length, KeptOfLongLine)];
            _length = _bytes.Length;
        }
        else
        {
            Append(part);
        }
    }

    public InputLine ToLine() => new(_bytes.AsMemory(0, _length), _isTooLong ? _tail.AsMemory(0, _tailLength) : default, _isTooLong);

    private void Append(ReadOnlySpan<byte> part)
    {
        if (_length + part.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_length + part.Length, (int)Math.Min(longest, _bytes.Length * 2L)));
        part.CopyTo(_bytes.AsSpan(_length));
        _length += part.Length;
    }

    private void AddToTail(ReadOnlySpan<byte> part)
    {
        if (part.Length >= TailLength)
        {
            part[^TailLength..].CopyTo(_tail);
            _tailLength = TailLength;
            return;
        }

        var kept = Math.Min(_tailLength, TailLength - part.Length);
        _tail.AsSpan(_tailLength - kept, kept).CopyTo(_tail);
        part.CopyTo(_tail.AsSpan(kept));
        _tailLength = kept + part.Length;
    }
}
