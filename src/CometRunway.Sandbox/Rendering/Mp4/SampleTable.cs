namespace CometRunway.Sandbox.Rendering.Mp4;

/// <summary>Writes the stbl box: codec, durations and positions of the samples.</summary>
internal static class SampleTable
{
    public static void Write(BoxWriter boxes, VideoTrack track, IReadOnlyList<int> sizes, int frameTicks, long mediaOffset) => boxes.Box("stbl", () =>
    {
        boxes.FullBox("stsd", 0, () =>
        {
            boxes.UInt32(1);
            SampleEntry(boxes, track);
        });
        Table(boxes, "stts", [sizes.Count, frameTicks]);
        Table(boxes, "stss", [1]);
        boxes.FullBox("stsc", 0, () => Numbers(boxes, [1, 1, sizes.Count, 1]));
        boxes.FullBox("stsz", 0, () => Numbers(boxes, [0, sizes.Count, .. sizes]));
        boxes.FullBox("stco", 0, () => Numbers(boxes, [1, mediaOffset]));
    });

    private static void Table(BoxWriter boxes, string type, long[] entry) => boxes.FullBox(type, 0, () => Numbers(boxes, [1, .. entry]));

    private static void Numbers(BoxWriter boxes, IEnumerable<long> numbers)
    {
        foreach (var number in numbers)
            boxes.UInt32(number);
    }

    private static void SampleEntry(BoxWriter boxes, VideoTrack track) => boxes.Box("avc1", () =>
    {
        boxes.Zeros(6);
        boxes.UInt16(1); // data reference
        boxes.Zeros(16);
        boxes.UInt16(track.Width);
        boxes.UInt16(track.Height);
        boxes.UInt32(0x480000); // 72 dpi, horizontal and vertical
        boxes.UInt32(0x480000);
        boxes.Zeros(4);
        boxes.UInt16(1); // frames per sample
        boxes.Zeros(32); // compressor name
        boxes.UInt16(24); // colour without alpha
        boxes.UInt16(0xFFFF);
        boxes.Box("avcC", () => DecoderConfiguration(boxes, track));
        boxes.Box("colr", () => Colour(boxes, track.Colour));
        boxes.Box("pasp", () => Numbers(boxes, [1, 1]));
    });

    private static void DecoderConfiguration(BoxWriter boxes, VideoTrack track)
    {
        boxes.Byte(1); // version
        boxes.Bytes(track.SequenceParameterSet.AsSpan(1, 3)); // profile, constraints, level
        boxes.Byte(0xFF); // NAL unit lengths have four bytes
        boxes.Byte(0xE1); // one sequence parameter set
        boxes.UInt16(track.SequenceParameterSet.Length);
        boxes.Bytes(track.SequenceParameterSet);
        boxes.Byte(1);
        boxes.UInt16(track.PictureParameterSet.Length);
        boxes.Bytes(track.PictureParameterSet);
    }

    private static void Colour(BoxWriter boxes, int colour)
    {
        boxes.Text("nclx");
        boxes.UInt16(colour);
        boxes.UInt16(colour);
        boxes.UInt16(colour);
        boxes.Byte(0); // studio range
    }
}
