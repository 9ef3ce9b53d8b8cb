using CometRunway.Sandbox.Rendering.H264;

namespace CometRunway.Sandbox.Tests.Rendering;

public class BitWriterTests
{
    [Theory]
    [InlineData(0u, "1")]
    [InlineData(1u, "010")]
    [InlineData(2u, "011")]
    [InlineData(3u, "00100")]
    [InlineData(7u, "0001000")]
    [InlineData(25u, "000011010")]
    [InlineData(65534u, "0000000000000001111111111111111")]
    public void Unsigned_Value_IsExpGolomb(uint value, string expected)
    {
        var bits = new BitWriter();

        bits.Unsigned(value);

        Assert.Equal(expected, Text(bits, expected.Length));
    }

    [Theory]
    [InlineData(0, "1")]
    [InlineData(1, "010")]
    [InlineData(-1, "011")]
    [InlineData(2, "00100")]
    [InlineData(-2, "00101")]
    [InlineData(-512, "000000000010000000001")]
    public void Signed_Value_AlternatesPositiveAndNegative(int value, string expected)
    {
        var bits = new BitWriter();

        bits.Signed(value);

        Assert.Equal(expected, Text(bits, expected.Length));
    }

    [Fact]
    public void Bits_MoreThanTheBufferHolds_KeepsAll()
    {
        var bits = new BitWriter(capacity: 1);

        for (var i = 0; i < 100; i++)
            bits.Bits(0xDEADBEEF, 32);

        Assert.Equal(Enumerable.Repeat<byte[]>([0xDE, 0xAD, 0xBE, 0xEF], 100).SelectMany(one => one), bits.Written.ToArray());
    }

    [Fact]
    public void Bits_WiderThanCount_TakesTheLowestOnly()
    {
        var bits = new BitWriter();

        bits.Bits(0xFF, 3);
        bits.Bits(0, 5);

        Assert.Equal([0b1110_0000], bits.Written.ToArray());
    }

    [Fact]
    public void TrailingBits_AtAByteBoundary_AddsAWholeByte()
    {
        var bits = new BitWriter();

        bits.Bits(0xAB, 8);
        bits.TrailingBits();

        Assert.Equal([0xAB, 0x80], bits.Written.ToArray());
    }

    [Fact]
    public void Bytes_InsideAByte_Throws()
    {
        var bits = new BitWriter();

        bits.Flag(true);

        Assert.Throws<InvalidOperationException>(() => bits.Bytes(1).Length);
    }

    private static string Text(BitWriter bits, int length)
    {
        bits.AlignWithZeros();
        return string.Concat(bits.Written.ToArray().Select(one => one.ToString("b8", null)))[..length];
    }
}
