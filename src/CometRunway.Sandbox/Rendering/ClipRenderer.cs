using CometRunway.Sandbox.Rendering.Camera;
using CometRunway.Sandbox.Rendering.H264;
using CometRunway.Sandbox.Rendering.Images;
using CometRunway.Sandbox.Rendering.Mp4;

namespace CometRunway.Sandbox.Rendering;

/// <summary>Renders an MP4 file (H.264 Constrained Baseline) from one image and a camera movement, without a native encoder.</summary>
/// <remarks>All methods are thread-safe.</remarks>
public static class ClipRenderer
{
    /// <summary>The frame rate of all clips.</summary>
    public const int FramesPerSecond = 24;

    /// <summary>The maximum length of a clip in seconds.</summary>
    public const int MaxSeconds = 60;

    private const int MinSide = 16;
    private const int MaxSide = 1920;

    /// <summary>Returns whether the header of a file is that of a PNG, JPEG or WebP image with sides of at most 8000 pixels.</summary>
    /// <param name="image">The encoded image.</param>
    /// <returns>False if <see cref="Render"/> would reject the image. True does not guarantee that the rest of the file is valid.</returns>
    public static bool CanDecode(ReadOnlyMemory<byte> image) => ImageDecoder.CanDecode(image.Span);

    /// <summary>Renders a clip. The first frame is the centre crop of the image; the view then moves.</summary>
    /// <param name="request">The image and the properties of the clip.</param>
    /// <returns>The MP4 file. Equal requests produce equal bytes.</returns>
    /// <exception cref="ArgumentException">The image cannot be decoded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size or the duration is outside the limits of <see cref="ClipRequest"/>.</exception>
    public static byte[] Render(ClipRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckSide(request.Width, nameof(request.Width));
        CheckSide(request.Height, nameof(request.Height));
        if (request.Seconds is < 1 or > MaxSeconds)
            throw new ArgumentOutOfRangeException(nameof(request), request.Seconds, $"A clip must last 1 to {MaxSeconds} seconds.");

        using var image = Open(request);
        var cropped = ImageScaler.CroppedMargin(image, request.Width, request.Height);
        var move = CameraMove.Plan(request.Prompt, request.Seed, request.Width, request.Height, cropped);
        var frame = CodedFrame.For(request.Width, request.Height, move.Offset);
        using var scaled = ImageScaler.ScaleToFrame(image, frame);
        return Mp4Writer.Write(new(
            request.Width,
            request.Height,
            FramesPerSecond,
            ParameterSets.Sequence(frame, Level.For(frame.WidthInMacroblocks, frame.HeightInMacroblocks, FramesPerSecond), FramesPerSecond),
            ParameterSets.Picture(),
            ParameterSets.Bt709,
            Samples(request, PlanarFrame.From(scaled), frame, move)));
    }

    private static DecodedImage Open(ClipRequest request) => request.Image is { } encoded
        ? ImageDecoder.Decode(encoded.Span, request.Width, request.Height)
        : PlaceholderImage.Draw(request.ImageName);

    private static List<byte[][]> Samples(ClipRequest request, PlanarFrame firstFrame, CodedFrame frame, CameraMove move)
    {
        var count = request.Seconds * FramesPerSecond;
        var samples = new List<byte[][]>(count) { new[] { SeiUserData.Write(request.Seed), IntraSlice.Write(firstFrame) } };
        for (var number = 1; number < count; number++)
            samples.Add([PredictedSlice.Write(frame, number, move.VectorAt(number, count))]);
        return samples;
    }

    private static void CheckSide(int side, string name)
    {
        if (side is < MinSide or > MaxSide || side % 2 != 0)
            throw new ArgumentOutOfRangeException(name, side, $"The sides of a clip must be even numbers of pixels from {MinSide} to {MaxSide}.");
    }
}
