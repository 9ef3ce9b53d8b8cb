using CometRunway.Sandbox.Rendering.Camera;
using CometRunway.Sandbox.Rendering.H264;
using CometRunway.Sandbox.Rendering.Mp4;
using CometRunway.Sandbox.Rendering.Pictures;

namespace CometRunway.Sandbox.Rendering;

/// <summary>Makes a real MP4 (H.264 Constrained Baseline) from one picture and a calm camera move, without a native encoder.</summary>
/// <remarks>Both methods may be called from any number of threads at once.</remarks>
public static class ClipRenderer
{
    /// <summary>The frame rate of every clip.</summary>
    public const int FramesPerSecond = 24;

    /// <summary>The longest clip, in seconds.</summary>
    public const int MaxSeconds = 60;

    private const int ShortestSide = 16;
    private const int LongestSide = 1920;

    /// <summary>Looks at the head of a file only: whether it is a PNG, JPEG or WebP whose sides are at most 8000 pixels.</summary>
    /// <param name="picture">The encoded picture.</param>
    /// <returns>False when <see cref="Render"/> would refuse it; true does not promise that the rest of the file is sound.</returns>
    public static bool CanDecode(ReadOnlyMemory<byte> picture) => PictureDecoder.CanDecode(picture.Span);

    /// <summary>Renders the clip: its first frame is the centre crop of the picture, from which the view then moves away.</summary>
    /// <param name="request">What to make the clip from.</param>
    /// <returns>The MP4 file; the same bytes for an equal request.</returns>
    /// <exception cref="ArgumentException">The picture cannot be decoded; the message says why.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Size or length is outside what <see cref="ClipRequest"/> allows.</exception>
    public static byte[] Render(ClipRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckSide(request.Width, nameof(request.Width));
        CheckSide(request.Height, nameof(request.Height));
        if (request.Seconds is < 1 or > MaxSeconds)
            throw new ArgumentOutOfRangeException(nameof(request), request.Seconds, $"A clip lasts 1 to {MaxSeconds} seconds.");

        using var picture = Open(request);
        var hidden = PictureFitter.Hidden(picture, request.Width, request.Height);
        var move = CameraMove.Plan(request.Prompt, request.Seed, request.Width, request.Height, hidden);
        var frame = CodedFrame.For(request.Width, request.Height, move.Travel);
        using var fitted = PictureFitter.Fit(picture, frame);
        return Mp4Writer.Write(new(
            request.Width,
            request.Height,
            FramesPerSecond,
            ParameterSets.Sequence(frame, Level.For(frame.WidthInMacroblocks, frame.HeightInMacroblocks, FramesPerSecond), FramesPerSecond),
            ParameterSets.Picture(),
            ParameterSets.Bt709,
            Samples(request, PlanarFrame.From(fitted), frame, move)));
    }

    private static OpenPicture Open(ClipRequest request) => request.Picture is { } encoded
        ? PictureDecoder.Decode(encoded.Span, request.Width, request.Height)
        : StandInPicture.Draw(request.PictureName);

    private static List<byte[][]> Samples(ClipRequest request, PlanarFrame picture, CodedFrame frame, CameraMove move)
    {
        var count = request.Seconds * FramesPerSecond;
        var samples = new List<byte[][]>(count) { new[] { OriginNote.Write(request.Seed), IntraSlice.Write(picture) } };
        for (var number = 1; number < count; number++)
            samples.Add([MovedSlice.Write(frame, number, move.VectorAt(number, count))]);
        return samples;
    }

    private static void CheckSide(int side, string name)
    {
        if (side is < ShortestSide or > LongestSide || side % 2 != 0)
            throw new ArgumentOutOfRangeException(name, side, $"A side of a clip is an even number of pixels from {ShortestSide} to {LongestSide}.");
    }
}
