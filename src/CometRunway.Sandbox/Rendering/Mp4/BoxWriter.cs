using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CometRunway.Sandbox.Rendering.Mp4;

/// <summary>Writes ISO/IEC 14496-12 boxes. The sizes are written at the end.</summary>
internal sealed class BoxWriter
{
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly List<(int Start, int Length)> _sizes = [];

    public void Box(string type, Action content)
    {
        var start = _output.WrittenCount;
        UInt32(0);
        Text(type);
        content();
        _sizes.Add((start, _output.WrittenCount - start));
    }

    /// <summary>Writes a box that begins with version and flags.</summary>
    public void FullBox(string type, uint flags, Action content) => Box(type, () =>
    {
        UInt32(flags);
        content();
    });

    public void Byte(byte value) => _output.Write([value]);

    public void UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_output.GetSpan(2), checked((ushort)value));
        _output.Advance(2);
    }

    public void UInt32(long value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_output.GetSpan(4), checked((uint)value));
        _output.Advance(4);
    }

    public void Zeros(int count)
    {
        _output.GetSpan(count)[..count].Clear();
        _output.Advance(count);
    }

    public void Text(string ascii) => Encoding.ASCII.GetBytes(ascii, _output);

    public void Bytes(ReadOnlySpan<byte> bytes) => _output.Write(bytes);

    public byte[] ToArray()
    {
        var bytes = _output.WrittenSpan.ToArray();
        foreach (var (start, length) in _sizes)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(start), length);
        return bytes;
    }
}
