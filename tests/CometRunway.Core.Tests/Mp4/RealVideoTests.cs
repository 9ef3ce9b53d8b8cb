using System.Globalization;
using System.Text.Json;
using CometRunway.Mp4;
using CometRunway.TestKit;

namespace CometRunway.Core.Tests.Mp4;

/// <summary>Our answers beside ffprobe's, on files that ffmpeg made.</summary>
public sealed class RealVideoTests
{
    [Theory]
    [InlineData("-c:v libx264 -profile:v high -pix_fmt yuv420p -movflags +faststart", 0, "H.264", "AAC", true)]
    [InlineData("-c:v libx264 -profile:v baseline -pix_fmt yuv420p", 90, "H.264", "AAC", false)]
    [InlineData("-c:v libx264 -pix_fmt yuv420p -movflags frag_keyframe+empty_moov -g 12", 0, "H.264", "AAC", true)]
    [InlineData("-c:v libx265 -tag:v hvc1 -x265-params log-level=none", 0, "HEVC", "AAC", false)]
    [InlineData("-c:v mpeg4 -bf 0 -an", 0, "MPEG-4 Visual", null, false)]
    public async Task TryReadFile_RealFile_AgreesWithFfprobe(string coding, int rotation, string codec, string? audio, bool fastStart)
    {
        var ffmpeg = ExternalTool.Find("ffmpeg");
        var ffprobe = ExternalTool.Find("ffprobe");
        Assert.SkipWhen(ffmpeg is null || ffprobe is null, "ffmpeg is not on this machine.");
        using var folder = new TemporaryFolder();
        await MakeAsync(ffmpeg, coding, rotation, folder["a.mp4"]);
        using var probe = JsonDocument.Parse(await ffprobe.RunAsync(TestContext.Current.CancellationToken, "-v", "error", "-of", "json", "-show_format", "-show_streams", "-count_packets", folder["a.mp4"]));
        var stream = probe.RootElement.GetProperty("streams").EnumerateArray().First(one => one.GetProperty("codec_type").GetString() == "video");
        var format = probe.RootElement.GetProperty("format");

        var facts = Mp4Reader.TryReadFile(folder["a.mp4"], out var problem);

        Assert.Null(problem);
        var stored = (stream.GetProperty("width").GetInt32(), stream.GetProperty("height").GetInt32());
        Assert.Equal(stored, rotation == 90 ? (facts!.Height, facts.Width) : (facts!.Width, facts.Height));
        Assert.Equal(rotation, facts.Rotation);
        Assert.Equal(ProbedRotation(stream), facts.Rotation);
        Assert.Equal(codec, facts.VideoCodec);
        Assert.Equal(audio, facts.AudioCodec);
        Assert.Equal(audio is not null, facts.HasAudio);
        Assert.Equal(fastStart, facts.FastStart);
        Assert.Equal(Number(stream.GetProperty("nb_read_packets")), facts.FrameCount!.Value);
        Assert.Equal(Number(format.GetProperty("duration")), facts.DurationSeconds, 0.1);
        Assert.Equal(24, facts.FramesPerSecond!.Value, 0.2);
        Assert.Equal(Number(format.GetProperty("size")), facts.Length);
        Assert.InRange(facts.BitRate!.Value / Number(format.GetProperty("bit_rate")), 0.95, 1.05);
    }

    // ffprobe counts counter-clockwise.
    private static int ProbedRotation(JsonElement stream) =>
        stream.TryGetProperty("side_data_list", out var list)
            ? list.EnumerateArray().Where(one => one.TryGetProperty("rotation", out _)).Select(one => (360 - one.GetProperty("rotation").GetInt32()) % 360).FirstOrDefault()
            : 0;

    private static async Task MakeAsync(ExternalTool ffmpeg, string coding, int rotation, string path)
    {
        var straight = rotation == 0 ? path : path + ".straight.mp4";
        await ffmpeg.RunAsync(
            TestContext.Current.CancellationToken,
            ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x192:rate=24:duration=2", "-f", "lavfi", "-i", "sine=duration=2", "-c:a", "aac", .. coding.Split(' '), straight]);
        if (rotation != 0)
            await TurnAsync(ffmpeg, rotation, straight, path);
    }

    private static async Task TurnAsync(ExternalTool ffmpeg, int rotation, string from, string to)
    {
        var ct = TestContext.Current.CancellationToken;
        try
        {
            await ffmpeg.RunAsync(ct, "-v", "error", "-display_rotation", Invariant(-rotation), "-i", from, "-c", "copy", to);
        }
        catch (InvalidOperationException)
        {
            // Before ffmpeg 6 it was a piece of metadata, which the muxer counts counter-clockwise.
            await ffmpeg.RunAsync(ct, "-v", "error", "-i", from, "-c", "copy", "-metadata:s:v", "rotate=" + Invariant(360 - rotation), to);
        }
    }

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static double Number(JsonElement value) =>
        double.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
