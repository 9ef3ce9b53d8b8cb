namespace CometRunway.Sandbox.Rendering.Mp4;

/// <summary>The content of the video track.</summary>
/// <param name="Width">Width of the clip in pixels.</param>
/// <param name="Height">Height of the clip in pixels.</param>
/// <param name="FramesPerSecond">Samples per second.</param>
/// <param name="SequenceParameterSet">The NAL unit, which also contains profile and level.</param>
/// <param name="PictureParameterSet">The NAL unit.</param>
/// <param name="Colour">Number of primaries, transfer and matrix, which are the same.</param>
/// <param name="Samples">The NAL units of each frame. Only the first frame is a sync sample.</param>
internal sealed record VideoTrack(
    int Width,
    int Height,
    int FramesPerSecond,
    byte[] SequenceParameterSet,
    byte[] PictureParameterSet,
    int Colour,
    IReadOnlyList<byte[][]> Samples);
