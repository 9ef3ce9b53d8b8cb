using System.Text;
using CometRunway.Sandbox.Rendering;

namespace CometRunway.Sandbox.Tests.Rendering;

public class Mp4StructureTests
{
    private static readonly byte[] Clip = ClipRenderer.Render(new(null, "https://example.com/a.jpg", 322, 182, 3, "pan left and up", 7));

    [Fact]
    public void Render_File_HasTheMovieBeforeTheMedia()
    {
        var boxes = Mp4Box.ReadAll(Clip);

        Assert.Equal(["ftyp", "moov", "mdat"], boxes.Select(box => box.Type));
        Assert.Equal("isom", Encoding.ASCII.GetString(boxes[0].Content, 0, 4));
        Assert.Equal("isommp42avc1", Encoding.ASCII.GetString(boxes[0].Content, 8, 12));
    }

    [Theory]
    [InlineData("moov/mvhd", 12, 16)]
    [InlineData("moov/trak/mdia/mdhd", 12, 16)]
    public void Render_Headers_LastExactlyAsLongAsAsked(string path, int scaleAt, int durationAt)
    {
        var box = Mp4Box.Find(Clip, path);

        Assert.Equal(3 * box.UInt32(scaleAt), box.UInt32(durationAt));
    }

    [Fact]
    public void Render_TrackHeader_HasTheClipsSizeAndLength()
    {
        var track = Mp4Box.Find(Clip, "moov/trak/tkhd");

        Assert.Equal((322u << 16, 182u << 16), (track.UInt32(76), track.UInt32(80)));
        Assert.Equal(3 * Mp4Box.Find(Clip, "moov/mvhd").UInt32(12), track.UInt32(20));
    }

    [Fact]
    public void Render_SampleTable_PlacesEverySampleAndOneKeyFrame()
    {
        var clip = new ClipReader(Clip);
        var times = Mp4Box.Find(Clip, $"{ClipReader.SampleTable}/stts");
        var keys = Mp4Box.Find(Clip, $"{ClipReader.SampleTable}/stss");
        var chunks = Mp4Box.Find(Clip, $"{ClipReader.SampleTable}/stsc");
        var media = Mp4Box.ReadAll(Clip)[2];

        Assert.Equal((1u, 72u), (times.UInt32(4), times.UInt32(8)));
        Assert.Equal(Mp4Box.Find(Clip, "moov/trak/mdia/mdhd").UInt32(12), 24 * times.UInt32(12));
        Assert.Equal((1u, 1u), (keys.UInt32(4), keys.UInt32(8)));
        Assert.Equal((1u, 1u, 72u, 1u), (chunks.UInt32(4), chunks.UInt32(8), chunks.UInt32(12), chunks.UInt32(16)));
        Assert.Equal((72, Clip.Length), (clip.Samples.Count, clip.EndOfSamples));
        Assert.Equal((uint)media.Offset + 8, Mp4Box.Find(Clip, $"{ClipReader.SampleTable}/stco").UInt32(8));
    }

    [Fact]
    public void Render_SampleEntry_AgreesWithTheStream()
    {
        var entry = Mp4Box.Find(Clip, $"{ClipReader.SampleTable}/stsd/avc1");
        var configuration = Mp4Box.Find(Clip, $"{ClipReader.SampleTable}/stsd/avc1/avcC").Content;
        var sequence = new ClipReader(Clip).Sequence;

        Assert.Equal((322, 182), (entry.UInt16(24), entry.UInt16(26)));
        Assert.Equal((322, 182), (sequence.Width, sequence.Height));
        Assert.Equal([1, (byte)sequence.Profile, (byte)sequence.Constraints, (byte)sequence.Level, 0xFF, 0xE1], configuration[..6]);
        Assert.Equal((66, 0xC0), (sequence.Profile, sequence.Constraints));
    }

    [Fact]
    public void Render_SampleEntry_NamesTheColours()
    {
        var colour = Mp4Box.Find(Clip, $"{ClipReader.SampleTable}/stsd/avc1/colr");

        Assert.Equal("nclx\0\u0001\0\u0001\0\u0001\0", Encoding.ASCII.GetString(colour.Content));
    }

    [Fact]
    public void Render_FirstSample_SaysWhereItComesFrom()
    {
        var note = new ClipReader(Clip).Samples[0][0];

        Assert.Equal(6, note[0]);
        Assert.Equal(note.Length - 4, note[2]);
        Assert.EndsWith("CometRunway sandbox, seed 7", Encoding.ASCII.GetString(note[..^1]));
    }
}
