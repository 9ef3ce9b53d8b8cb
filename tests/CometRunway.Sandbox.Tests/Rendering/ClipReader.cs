using System.Buffers.Binary;

namespace CometRunway.Sandbox.Tests.Rendering;

/// <summary>Reads a clip without a decoder: the samples, the frame sizes, the first frame and the vector of each other frame.</summary>
internal sealed class ClipReader
{
    public const string SampleTable = "moov/trak/mdia/minf/stbl";
    private readonly byte[] _file;

    public ClipReader(byte[] file)
    {
        _file = file;
        var sizes = Mp4Box.Find(file, $"{SampleTable}/stsz");
        var offset = (int)Mp4Box.Find(file, $"{SampleTable}/stco").UInt32(8);
        for (var i = 0; i < sizes.UInt32(8); i++)
        {
            var size = (int)sizes.UInt32(12 + (4 * i));
            Samples.Add(Units(offset, size));
            offset += size;
        }

        EndOfSamples = offset;
        Sequence = ReadSequence();
    }

    public List<List<byte[]>> Samples { get; } = [];

    public int EndOfSamples { get; }

    public SequenceInfo Sequence { get; }

    /// <summary>The visible part of the first frame as RGB.</summary>
    public byte[] FirstFrame() => PcmDecoder.Read(new(Unescape(Samples[0][^1])), Sequence);

    public (uint FrameNumber, uint Order, int X, int Y) Moved(int frame)
    {
        var unit = Samples[frame].Single();
        Assert.Equal(1, unit[0]);
        var bits = new BitReader(Unescape(unit));
        Assert.Equal((0u, 5u, 0u), (bits.Unsigned(), bits.Unsigned(), bits.Unsigned()));
        var (number, order) = (bits.Bits(4), bits.Bits(16));
        Assert.Equal(0u, bits.Bits(2));
        Assert.Equal((0, 1u), (bits.Signed(), bits.Unsigned()));
        Assert.Equal((0u, 0u), (bits.Unsigned(), bits.Unsigned()));
        return (number, order, bits.Signed(), bits.Signed());
    }

    public static byte[] Unescape(byte[] unit)
    {
        var payload = new List<byte>(unit.Length);
        for (int i = 1, zeros = 0; i < unit.Length; i++)
        {
            if (zeros >= 2 && unit[i] == 3)
            {
                zeros = 0;
                continue;
            }

            zeros = unit[i] == 0 ? zeros + 1 : 0;
            payload.Add(unit[i]);
        }

        return [.. payload];
    }

    private List<byte[]> Units(int offset, int size)
    {
        var units = new List<byte[]>();
        for (var end = offset + size; offset < end;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(offset));
            units.Add(_file[(offset + 4)..(offset + 4 + length)]);
            offset += 4 + length;
        }

        return units;
    }

    private SequenceInfo ReadSequence()
    {
        var configuration = Mp4Box.Find(_file, $"{SampleTable}/stsd/avc1/avcC");
        return SequenceInfo.Read(configuration.Content[8..(8 + configuration.UInt16(6))]);
    }
}
