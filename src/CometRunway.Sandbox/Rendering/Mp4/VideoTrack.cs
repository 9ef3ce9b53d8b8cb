namespace CometRunway.Sandbox.Rendering.Mp4;

/// <summary>What the file says about its one track.</summary>
/// <param name="Width">Width of the clip in pixels.</param>
/// <param name="Height">Height of the clip in pixels.</param>
/// <param name="FramesPerSecond">How many samples a second has.</param>
/// <param name="SequenceParameterSet">The NAL unit; profile and level are read from it.</param>
/// <param name="PictureParameterSet">The NAL unit.</param>
/// <param name="Colour">Primaries, transfer and matrix, all the same number.</param>
/// <param name="Samples">The NAL units of each frame; the first frame is the only one to start at.</param>
internal sealed record VideoTrack(
    int Width,
    int Height,
    int FramesPerSecond,
    byte[] SequenceParameterSet,
    byte[] PictureParameterSet,
    int Colour,
    IReadOnlyList<byte[][]> Samples);
