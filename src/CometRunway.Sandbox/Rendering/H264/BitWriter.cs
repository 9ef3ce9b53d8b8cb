using System.Numerics;

namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>Writes bits, most significant first, and the two Exp-Golomb codes of H.264 (9.1).</summary>
internal sealed class BitWriter(int capacity = 128)
{
    private byte[] _bytes = new byte[capacity];
    private int _length;
    private ulong _pending;
    private int _pendingBits;

    /// <summary>The bytes that are complete. Bits of an incomplete byte are not included.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Flag(bool value) => Bits(value ? 1u : 0u, 1);

    public void Bits(uint value, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 32);
        _pending = (_pending << count) | (value & ((1UL << count) - 1));
        _pendingBits += count;
        while (_pendingBits >= 8)
        {
            _pendingBits -= 8;
            Reserve(1)[0] = (byte)(_pending >> _pendingBits);
        }

        _pending &= (1UL << _pendingBits) - 1;
    }

    /// <summary>Writes ue(v).</summary>
    public void Unsigned(uint value)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(value, uint.MaxValue);
        var code = value + 1;
        var zeros = BitOperations.Log2(code);
        Bits(0, zeros);
        Bits(code, zeros + 1);
    }

    /// <summary>Writes se(v): 0, 1, -1, 2, -2 and so on.</summary>
    public void Signed(int value) => Unsigned(value > 0 ? (2 * (uint)value) - 1 : 2 * (uint)-value);

    public void AlignWithZeros()
    {
        if (_pendingBits > 0)
            Bits(0, 8 - _pendingBits);
    }

    /// <summary>Writes rbsp_trailing_bits: a one bit, then zeros to the end of the byte.</summary>
    public void TrailingBits()
    {
        Bits(1, 1);
        AlignWithZeros();
    }

    /// <summary>Reserves whole bytes for the caller to fill. The writer must be byte-aligned.</summary>
    public Span<byte> Bytes(int count) => _pendingBits == 0
        ? Reserve(count)
        : throw new InvalidOperationException("Whole bytes can be written only at a byte boundary.");

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
