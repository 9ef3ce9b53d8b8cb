using System.Buffers;

namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>Wraps a payload in a NAL unit (7.3.1): a header byte, then the payload with emulation prevention bytes.</summary>
internal static class NalUnit
{
    public const int Slice = 1;
    public const int IdrSlice = 5;
    public const int SupplementalInformation = 6;
    public const int SequenceParameterSet = 7;
    public const int PictureParameterSet = 8;

    public static byte[] Build(int referenceIdc, int type, ReadOnlySpan<byte> payload)
    {
        var unit = new ArrayBufferWriter<byte>(payload.Length + 64);
        unit.Write([(byte)((referenceIdc << 5) | type)]);
        Escape(payload, unit);
        return unit.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Inserts a 3 after two zeros that are followed by a byte from 0 to 3 or by the end, so that the payload contains no start code.
    /// </summary>
    public static void Escape(ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        for (var zeros = payload.IndexOf("\0\0"u8); zeros >= 0; zeros = payload.IndexOf("\0\0"u8))
        {
            var next = zeros + 2;
            output.Write(payload[..next]);
            if (next == payload.Length || payload[next] <= 3)
                output.Write("\u0003"u8);
            payload = payload[next..];
        }

        output.Write(payload);
    }
}
