using System.Buffers;
using CometRunway.Sandbox.Rendering.H264;

namespace CometRunway.Sandbox.Tests.Rendering;

public class NalUnitTests
{
    [Theory]
    [InlineData("000000", "00000300")]
    [InlineData("000001", "00000301")]
    [InlineData("000002", "00000302")]
    [InlineData("000003", "00000303")]
    [InlineData("000004", "000004")]
    [InlineData("0000000001", "00000300000301")]
    [InlineData("00000000", "000003000003")]
    [InlineData("0100000105", "010000030105")]
    [InlineData("00010001", "00010001")]
    [InlineData("FF0000", "FF000003")]
    [InlineData("", "")]
    public void Escape_Payload_HidesStartCodes(string payload, string expected)
    {
        var output = new ArrayBufferWriter<byte>();

        NalUnit.Escape(Convert.FromHexString(payload), output);

        Assert.Equal(expected, Convert.ToHexString(output.WrittenSpan));
    }

    [Fact]
    public void Build_AnyPayload_ReadsBackAndHoldsNoStartCode()
    {
        var random = new Random(5);
        var payload = Enumerable.Range(0, 5000).Select(_ => (byte)(random.Next(3) == 0 ? random.Next(5) : 0)).Append((byte)0x80).ToArray();

        var unit = NalUnit.Build(3, NalUnit.IdrSlice, payload);

        Assert.Equal(0x65, unit[0]);
        Assert.Equal(payload, ClipReader.Unescape(unit));
        Assert.DoesNotContain(Enumerable.Range(0, unit.Length - 2), i => unit[i] == 0 && unit[i + 1] == 0 && unit[i + 2] < 3);
    }
}
