using System.Numerics;

namespace CometRunway.Images.Metadata;

/// <summary>
/// Reads the codes of one scan of a JPEG file without computing pixels, to find the end of its data. Data of another kind would be between the blocks,
/// behind the last one, or in a scan that repeats another one.
/// </summary>
internal sealed class JpegScan
{
    private const int MaxBlocksOfUnit = 10;
    private const int MaxBit = 13;

    private readonly JpegFrame _frame;
    private readonly List<(JpegComponent Component, int Dc, int Ac)> _parts;
    private readonly int _first;
    private readonly int _last;
    private readonly bool _isRefinement;
    private int _emptyBlocks;

    private JpegScan(JpegFrame frame, List<(JpegComponent Component, int Dc, int Ac)> parts, int first, int last, bool isRefinement) =>
        (_frame, _parts, _first, _last, _isRefinement) = (frame, parts, first, last, isRefinement);

    public IEnumerable<JpegComponent> Components => _parts.Select(p => p.Component);

    /// <summary>The numbers of the Huffman tables that the scan uses: for the averages 0 to 3, for the others 16 to 19.</summary>
    public IEnumerable<int> Tables => _parts
        .SelectMany(p => (int?[])[_first == 0 && !_isRefinement ? p.Dc : null, _last > 0 ? 16 + p.Ac : null])
        .OfType<int>();

    /// <summary>Reads the scan header; null when the scan is not a valid next one of the frame.</summary>
    public static JpegScan? Read(JpegFrame frame, ReadOnlySpan<byte> data)
    {
        var parts = new List<(JpegComponent Component, int Dc, int Ac)>();
        for (var at = 1; at < data.Length - 3; at += 2)
        {
            var (id, dc, ac) = (data[at], data[at + 1] >> 4, data[at + 1] & 15);
            if (frame.Components.FirstOrDefault(c => c.Id == id) is not { } component || parts.Exists(p => p.Component == component) || dc > 3 || ac > 3)
                return null;
            parts.Add((component, dc, ac));
        }

        var (first, last, previousBit, bit) = (data[^3], data[^2], data[^1] >> 4, data[^1] & 15);
        var isValid = frame.IsProgressive
            ? (first == 0 ? last == 0 : last is < 64 && last >= first && parts.Count == 1) && bit <= MaxBit
            : (first, last, previousBit, bit) == (0, 63, 0, 0);
        if (!isValid || parts.Count is 0 or > 4 || (parts.Count > 1 && parts.Sum(p => p.Component.X * p.Component.Y) > MaxBlocksOfUnit))
            return null;
        return parts.TrueForAll(p => p.Component.Advance(first, last, previousBit, bit)) ? new JpegScan(frame, parts, first, last, previousBit > 0) : null;
    }

    /// <summary>Returns the position after the data; -1 when a code is not valid or missing, or when there is anything between the codes.</summary>
    /// <param name="jpeg">The file.</param>
    /// <param name="at">The position of the data.</param>
    /// <param name="interval">The number of units between restart markers; 0 when there are none.</param>
    /// <param name="tables">The tables with the numbers <see cref="Tables"/>.</param>
    public int End(ReadOnlySpan<byte> jpeg, int at, int interval, JpegHuffman?[] tables)
    {
        var isAlone = _parts.Count == 1;
        var (wide, high) = isAlone ? (_parts[0].Component.Wide, _parts[0].Component.High) : (_frame.UnitsWide, _frame.UnitsHigh);
        var bits = new JpegBits(jpeg, at);
        var (left, restart) = (interval, 0);
        for (var y = 0; y < high; y++)
        {
            for (var x = 0; x < wide; x++)
            {
                if (interval > 0 && left-- == 0)
                {
                    at = bits.End();
                    if (at < 0 || at + 1 >= jpeg.Length || jpeg[at] != 0xFF || jpeg[at + 1] != 0xD0 + restart)
                        return -1;
                    bits = new JpegBits(jpeg, at + 2);
                    (left, restart, _emptyBlocks) = (interval - 1, (restart + 1) % 8, 0);
                }

                if (!(isAlone ? Block(ref bits, _parts[0], x, y, tables) : Unit(ref bits, x, y, tables)))
                    return -1;
            }
        }

        return bits.End();
    }

    private bool Unit(ref JpegBits bits, int x, int y, JpegHuffman?[] tables)
    {
        foreach (var part in _parts)
        {
            for (var row = 0; row < part.Component.Y; row++)
            {
                for (var column = 0; column < part.Component.X; column++)
                {
                    if (!Block(ref bits, part, x * part.Component.X + column, y * part.Component.Y + row, tables))
                        return false;
                }
            }
        }

        return true;
    }

    private bool Block(ref JpegBits bits, (JpegComponent Component, int Dc, int Ac) part, int x, int y, JpegHuffman?[] tables)
    {
        if (_first > 0)
        {
            ref var nonZero = ref part.Component.NonZero[y * part.Component.Stride + x];
            return _isRefinement ? Refined(ref bits, tables[16 + part.Ac]!, ref nonZero) : Coefficients(ref bits, tables[16 + part.Ac]!, ref nonZero);
        }

        if (_isRefinement)
            return bits.Skip(1);
        if (bits.Code(tables[part.Dc]!) is not (>= 0 and <= 15 and var length) || !bits.Skip(length))
            return false;
        var unused = 0UL;
        return _last == 0 || Coefficients(ref bits, tables[16 + part.Ac]!, ref unused);
    }

    /// <summary>Reads the coefficients of a block: numbers of zeros, each followed by a number of the given length.</summary>
    private bool Coefficients(ref JpegBits bits, JpegHuffman table, ref ulong nonZero)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return true;
        }

        for (var k = Math.Max(1, _first); k <= _last; k++)
        {
            var code = bits.Code(table);
            if (code < 0)
                return false;
            var (zeros, length) = (code >> 4, code & 15);
            if (length == 0 && zeros != 15)
                return EndOfBlocks(ref bits, zeros, includesThis: false);
            k += zeros;
            if (length == 0)
                continue;
            if (k > _last || !bits.Skip(length))
                return false;
            nonZero |= 1UL << k;
        }

        return true;
    }

    /// <summary>Reads one more bit of each coefficient that is not 0, and the signs of those that become so.</summary>
    private bool Refined(ref JpegBits bits, JpegHuffman table, ref ulong nonZero)
    {
        var k = _first;
        for (; _emptyBlocks == 0 && k <= _last; k++)
        {
            var code = bits.Code(table);
            if (code < 0)
                return false;
            var (zeros, length) = (code >> 4, code & 15);
            if (length > 1 || !bits.Skip(length))
                return false;
            if (length == 0 && zeros != 15)
            {
                if (!EndOfBlocks(ref bits, zeros, includesThis: true))
                    return false;
                break;
            }

            for (; k <= _last; k++)
            {
                if ((nonZero >> k & 1) == 0 && zeros-- == 0)
                    break;
                if ((nonZero >> k & 1) != 0 && !bits.Skip(1))
                    return false;
            }

            if (length == 0)
                continue;
            if (k > _last)
                return false;
            nonZero |= 1UL << k;
        }

        if (_emptyBlocks == 0)
            return true;
        _emptyBlocks--;
        return k > _last || bits.Skip(BitOperations.PopCount(nonZero & (ulong.MaxValue >> (63 - _last)) & (ulong.MaxValue << k)));
    }

    /// <summary>Reads the number of blocks that have no more coefficients. In files that are not progressive it is always one.</summary>
    private bool EndOfBlocks(ref JpegBits bits, int length, bool includesThis)
    {
        if (!_frame.IsProgressive)
            return length == 0;
        var number = bits.Number(length);
        _emptyBlocks = (1 << length) + number - (includesThis ? 0 : 1);
        return number >= 0;
    }
}
