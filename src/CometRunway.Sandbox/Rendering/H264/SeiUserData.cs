using System.Globalization;
using System.Text;

namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>Writes an SEI user data message (D.1.7) that identifies the stream as sandbox output.</summary>
internal static class SeiUserData
{
    private const byte UnregisteredUserData = 5;

    private static ReadOnlySpan<byte> Identifier =>
        [0x8B, 0x1D, 0x5E, 0x42, 0x6C, 0x0F, 0x4A, 0x77, 0x9E, 0x31, 0xC2, 0xA5, 0x14, 0xD8, 0x60, 0xB3];

    public static byte[] Write(long seed)
    {
        var text = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"CometRunway sandbox, seed {seed}"));
        var bits = new BitWriter();
        bits.Bits(UnregisteredUserData, 8);
        bits.Bits((uint)(Identifier.Length + text.Length), 8);
        Identifier.CopyTo(bits.Bytes(Identifier.Length));
        text.CopyTo(bits.Bytes(text.Length));
        bits.TrailingBits();
        return NalUnit.Build(0, NalUnit.SupplementalInformation, bits.Written);
    }
}
