namespace CometRunway.Sandbox.Rendering.Mp4;

/// <summary>The content of the video track.</summary>
/// <param name="Width">The width of the clip in pixels.</param>
/// <param name="Height">The height of the clip in pixels.</param>
/// <param name="FramesPerSecond">The number of samples per second.</param>
/// <param name="SequenceParameterSet">The NAL unit of the sequence parameter set, which contains the profile and the level.</param>
/// <param name="PictureParameterSet">The NAL unit of the picture parameter set.</param>
/// <param name="Colour">The number for the colour primaries, the transfer function and the matrix, which is the same for all three.</param>
/// <param name="Samples">The NAL units of each frame. Only the first frame is a sync sample.</param>
internal sealed record VideoTrack(
    int Width,
    int Height,
    int FramesPerSecond,
    byte[] SequenceParameterSet,
    byte[] PictureParameterSet,
    int Colour,
    IReadOnlyList<byte[][]> Samples);
