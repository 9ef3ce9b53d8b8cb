namespace CometRunway.Sandbox.Tests.Rendering;

/// <summary>Reads bits and Exp-Golomb codes, independently of the writer.</summary>
internal sealed class BitReader(byte[] bytes)
{
    public int Position { get; private set; }

    public uint Bits(int count)
    {
        uint value = 0;
        for (var i = 0; i < count; i++, Position++)
            value = (value << 1) | (uint)((bytes[Position / 8] >> (7 - (Position % 8))) & 1);
        return value;
    }

    public bool Flag() => Bits(1) == 1;

    public uint Unsigned()
    {
        var zeros = 0;
        while (!Flag())
            zeros++;
        return (1u << zeros) - 1 + Bits(zeros);
    }

    public int Signed()
    {
        var code = (int)Unsigned();
        return code % 2 == 1 ? (code + 1) / 2 : -code / 2;
    }

    public void Align() => Position = (Position + 7) / 8 * 8;

    public byte[] Bytes(int count)
    {
        var start = Position / 8;
        Position += count * 8;
        return bytes[start..(start + count)];
    }
}
