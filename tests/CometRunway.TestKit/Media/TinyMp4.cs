using static CometRunway.TestKit.Media.BoxWriter;

namespace CometRunway.TestKit.Media;

/// <summary>Builds MP4 files with valid boxes and random media data.</summary>
public sealed record TinyMp4
{
    public ushort Width { get; init; } = 1280;

    public ushort Height { get; init; } = 768;

    public uint Frames { get; init; } = 120;

    public uint FramesPerSecond { get; init; } = 24;

    /// <summary>The values a, b, c and d of the track matrix, as 16.16 fixed point.</summary>
    public uint[] Matrix { get; init; } = [0x10000, 0, 0, 0x10000];

    public bool FastStart { get; init; } = true;

    public int MediaBytes { get; init; } = 2_000;

    public string CodecTag { get; init; } = "avc1";

    public byte[] CodecBox { get; init; } = Box("avcC", [1, 66, 0xC0, 40, 0xFF, 0xE0, 0]);

    /// <summary>Additional boxes in the movie box.</summary>
    public byte[] More { get; init; } = [];

    private uint Timescale => 600 * FramesPerSecond;

    public byte[] Build()
    {
        var type = Box("ftyp", Ascii("isom"), U32(512), Ascii("isommp41"));
        var filler = new byte[MediaBytes];
        new Random(1).NextBytes(filler);
        var media = Box("mdat", filler);
        return FastStart ? Join(type, Movie(), media) : Join(type, media, Movie());
    }

    public byte[] Movie() => Box("moov", Full("mvhd", 0, U32(0, 0, Timescale, Frames * 600), Zeros(80)), Track(), More);

    private byte[] Track() => Box(
        "trak",
        Full("tkhd", 3, U32(0, 0, 1, 0, Frames * 600), Zeros(16), U32(Matrix[0], Matrix[1], 0, Matrix[2], Matrix[3], 0, 0, 0, 0x40000000), U32((uint)Width << 16, (uint)Height << 16)),
        Box("mdia", Full("mdhd", 0, U32(0, 0, Timescale, Frames * 600, 0)), Full("hdlr", 0, U32(0), Ascii("vide"), Zeros(13)), Box("minf", Samples())));

    private byte[] Samples() => Box(
        "stbl",
        Full("stsd", 0, U32(1), Box(CodecTag, Zeros(24), U16(Width, Height), Zeros(50), CodecBox)),
        Full("stts", 0, U32(1, Frames, 600)),
        Full("stsz", 0, U32(10, Frames)));
}
