namespace CometRunway.Images.Metadata;

/// <summary>A component of a frame, such as the brightness.</summary>
/// <param name="Id">The number that scans refer to.</param>
/// <param name="X">The number of its blocks beside each other in a unit.</param>
/// <param name="Y">The number of rows of its blocks in a unit.</param>
/// <param name="Quantization">The number of its quantization table.</param>
/// <param name="Wide">The number of its blocks in a row when it is alone in a scan.</param>
/// <param name="High">The number of rows of its blocks when it is alone in a scan.</param>
/// <param name="Stride">The number of its blocks in a row of units.</param>
internal sealed record JpegComponent(byte Id, int X, int Y, int Quantization, int Wide, int High, int Stride)
{
    private const sbyte NotSent = -1;

    private readonly sbyte[] _lastBit = [.. Enumerable.Repeat(NotSent, 64)];

    /// <summary>Which coefficients of each block are known not to be 0. Only for progressive files.</summary>
    public ulong[] NonZero { get; set; } = [];

    /// <summary>True when a scan had its average colours.</summary>
    public bool IsSent => _lastBit[0] != NotSent;

    /// <summary>Records that a scan has a range of coefficients; false when it is not their turn, as when they are sent twice.</summary>
    public bool Advance(int first, int last, int previousBit, int bit)
    {
        for (var k = first; k <= last; k++)
        {
            if (previousBit == 0 ? _lastBit[k] != NotSent : _lastBit[k] != previousBit || bit != previousBit - 1)
                return false;
            _lastBit[k] = (sbyte)bit;
        }

        return true;
    }
}
