namespace CometRunway.Images.Metadata;

/// <summary>Reads the bits of a scan up to the next marker. In them a 0 follows each FF.</summary>
internal ref struct JpegBits(ReadOnlySpan<byte> jpeg, int at)
{
    private readonly ReadOnlySpan<byte> _jpeg = jpeg;
    private int _at = at;
    private ulong _bits;
    private int _count;

    /// <summary>Reads a code and returns its value; -1 when there is none.</summary>
    public int Code(JpegHuffman table)
    {
        Fill();
        var (length, value) = table.Find((int)(_count >= JpegHuffman.MaxLength ? _bits >> (_count - JpegHuffman.MaxLength) : _bits << (JpegHuffman.MaxLength - _count)) & 0xFFFF);
        if (length == 0 || length > _count)
            return -1;
        _count -= length;
        return value;
    }

    /// <summary>Reads a number of at most 16 bits; -1 when they are missing.</summary>
    public int Number(int length)
    {
        Fill();
        if (length > _count)
            return -1;
        _count -= length;
        return (int)(_bits >> _count) & ((1 << length) - 1);
    }

    /// <summary>Passes over at most 64 bits; false when they are missing.</summary>
    public bool Skip(int length)
    {
        for (; length > 16; length -= 16)
        {
            if (Number(16) < 0)
                return false;
        }

        return Number(length) >= 0;
    }

    /// <summary>Returns the position after the byte of the last bit; -1 when the bits that fill this byte are not all the same.</summary>
    public readonly int End()
    {
        var filling = _count % 8;
        var value = (int)(_bits >> (_count - filling)) & ((1 << filling) - 1);
        if (value != 0 && value != (1 << filling) - 1)
            return -1;
        var end = _at;
        for (var i = _count / 8; i > 0; i--)
            end -= _jpeg[end - 1] == 0 && _jpeg[end - 2] == 0xFF ? 2 : 1;
        return end;
    }

    private void Fill()
    {
        if (_count >= 32)
            return;
        while (_count <= 56 && _at < _jpeg.Length)
        {
            var value = _jpeg[_at];
            if (value == 0xFF && (_at + 1 >= _jpeg.Length || _jpeg[_at + 1] != 0))
                return;
            _at += value == 0xFF ? 2 : 1;
            _bits = _bits << 8 | value;
            _count += 8;
        }
    }
}
