using CometRunway.Mp4;
using CometRunway.TestKit.Media;
using static CometRunway.TestKit.Media.BoxWriter;

namespace CometRunway.Core.Tests.Mp4;

public sealed class Mp4ReaderTests
{
    [Fact]
    public void TryRead_PlainFile_TellsEverything()
    {
        var bytes = new TinyMp4().Build();

        var facts = Read(bytes, out var problem);

        Assert.Null(problem);
        Assert.Equal(
            new Mp4Facts
            {
                DurationSeconds = 5,
                Width = 1280,
                Height = 768,
                FramesPerSecond = 24,
                FrameCount = 120,
                VideoCodec = "H.264",
                CodecTag = "avc1",
                Profile = "Constrained Baseline 4.0",
                Length = bytes.Length,
                BitRate = (long)Math.Round(bytes.Length * 8d / 5),
                FastStart = true,
            },
            facts);
    }

    [Theory]
    [InlineData(0u, 0x10000u, 0xFFFF0000u, 0u, 90, 768, 1280)]
    [InlineData(0xFFFF0000u, 0u, 0u, 0xFFFF0000u, 180, 1280, 768)]
    [InlineData(0u, 0xFFFF0000u, 0x10000u, 0u, 270, 768, 1280)]
    public void TryRead_TurnedTrack_SwapsTheFrame(uint a, uint b, uint c, uint d, int rotation, int width, int height)
    {
        var bytes = new TinyMp4 { Matrix = [a, b, c, d] }.Build();

        var facts = Read(bytes, out _)!;

        Assert.Equal((rotation, width, height), (facts.Rotation, facts.Width, facts.Height));
    }

    [Fact]
    public void TryRead_IndexAtTheEnd_IsNotFastStart()
    {
        var facts = Read(new TinyMp4 { FastStart = false }.Build(), out _)!;

        Assert.False(facts.FastStart);
    }

    [Theory]
    [InlineData("hvc1", "hvcC", "010160000000B0000000000078", "HEVC", "Main 4.0")]
    [InlineData("hev1", "hvcC", "012260000000B000000000009A", "HEVC", "Main 10 5.1, High tier")]
    [InlineData("av01", "av1C", "81080C00", "AV1", "Main 4.0")]
    [InlineData("vp09", "vpcC", "01000000001F8000", "VP9", "Profile 0 3.1")]
    [InlineData("apch", "fiel", "0100", "ProRes 422 HQ", null)]
    [InlineData("avc1", "avcC", "014D400B", "H.264", "Main 1.1")]
    [InlineData("avc1", "avcC", "0142D00B", "H.264", "Constrained Baseline 1b")]
    [InlineData("zz<1", "free", "", null, null)]
    public void TryRead_Codec_HasItsUsualName(string tag, string box, string hex, string? codec, string? profile)
    {
        var bytes = new TinyMp4 { CodecTag = tag, CodecBox = Box(box, Convert.FromHexString(hex)) }.Build();

        var facts = Read(bytes, out _)!;

        Assert.Equal((codec, profile, tag.Replace('<', '?')), (facts.VideoCodec, facts.Profile, facts.CodecTag));
    }

    [Fact]
    public void TryRead_BoxesOfWideAndOpenSize_AreFollowed()
    {
        var tiny = new TinyMp4();
        var type = Box("ftyp", Ascii("isom"), U32(512));
        var wideFree = Join(U32(1), Ascii("free"), U64(20), U32(0));
        var openMedia = Join(U32(0), Ascii("mdat"), Zeros(100));

        var facts = Read(Join(type, wideFree, tiny.Movie(), openMedia), out var problem);

        Assert.Null(problem);
        Assert.Equal(1280, facts!.Width);
    }

    [Fact]
    public void TryRead_Fragments_SumsThem()
    {
        var defaults = Box("mvex", Full("trex", 0, U32(1, 1, 600, 0, 0)));
        var movie = new TinyMp4 { Frames = 0, More = defaults }.Movie();
        var fragment = Box("moof", Box("traf", Full("tfhd", 0, U32(1)), Full("trun", 0, U32(48))));
        var own = Box("moof", Box("traf", Full("tfhd", 0, U32(1)), Full("trun", 0x100, U32(2, 300, 900))));
        var other = Box("moof", Box("traf", Full("tfhd", 0, U32(2)), Full("trun", 0, U32(500))));
        var media = Box("mdat", Zeros(10));

        var facts = Read(Join(Box("ftyp", Ascii("iso5")), movie, fragment, media, own, media, other, media), out _)!;

        Assert.Equal(50, facts.FrameCount);
        Assert.Equal((48 * 600 + 1200) / 14400d, facts.DurationSeconds, 6);
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("<html><body>Sorry</body></html>", "It is not an MP4 file.")]
    [InlineData("\0\0\0\u0008free", "The file has no index (moov), so it cannot be played.")]
    public void TryRead_SomethingElse_SaysWhat(string text, string expected)
    {
        var facts = Read(Ascii(text), out var problem);

        Assert.Null(facts);
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void TryRead_CutAnywhere_IsNeverCalledWhole()
    {
        var bytes = new TinyMp4 { MediaBytes = 200 }.Build();

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(Read(bytes[..length], out var problem));
            Assert.NotNull(problem);
        }
    }

    [Fact]
    public void TryRead_MillionsOfBoxes_GivesUp()
    {
        var one = Box("free");
        var many = new byte[one.Length * 60_000];
        for (var at = 0; at < many.Length; at += one.Length)
            one.CopyTo(many, at);

        var facts = Read(Join(many, new TinyMp4().Build()), out var problem);

        Assert.Null(facts);
        Assert.Contains("more boxes", problem);
    }

    [Fact]
    public void TryRead_RandomDamage_NeverThrowsAndReadsLittle()
    {
        var audio = Box("trak", Box("mdia", Full("hdlr", 0, U32(0), Ascii("soun")), Box("minf", Box("stbl", Full("stsd", 0, U32(1), Box("mp4a", Zeros(28), Full("esds", 0, [3, 25, 0, 1, 0, 4, 17, 0x40])))))));
        var run = Box("moof", Box("traf", Full("tfhd", 8, U32(1, 600)), Full("trun", 0x301, U32(2, 0, 1, 1, 1, 1))));
        var good = Join(new TinyMp4 { MediaBytes = 64, More = Join(audio, Box("mvex", Full("trex", 0, U32(1, 1, 1)))) }.Build(), run);
        Assert.NotNull(Read(good, out _));
        var read = 0;

        for (var seed = 0; seed < 5_000; seed++)
        {
            using var stream = new CountingStream(Mutate(good, new Random(seed)));
            var facts = Mp4Reader.TryRead(stream, out var problem);

            Assert.Equal(facts is null, problem is not null);
            Assert.InRange(stream.BytesRead, 0, 4_000_000);
            Assert.True(facts is null || double.IsFinite(facts.DurationSeconds) && facts.Width > 0 && facts.Height > 0);
            read += facts is null ? 0 : 1;
        }

        Assert.InRange(read, 1, 4_999);
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        var bytes = good.ToArray();
        for (var change = random.Next(1, 12); change > 0; change--)
        {
            var at = random.Next(bytes.Length - 4);
            if (random.Next(4) == 0)
                U32(random.Next(3) switch { 0 => 0, 1 => uint.MaxValue, _ => (uint)random.Next(64) }).CopyTo(bytes, at);
            else
                bytes[at] = (byte)random.Next(256);
        }

        return random.Next(5) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static Mp4Facts? Read(byte[] bytes, out string? problem) => Mp4Reader.TryRead(new MemoryStream(bytes), out problem);

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long BytesRead { get; private set; }

        // A derived MemoryStream sends every other kind of reading here.
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            BytesRead += read;
            return read;
        }
    }
}
