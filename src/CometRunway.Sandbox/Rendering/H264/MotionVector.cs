namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>Where a block is taken from, relative to itself, in quarters of a pixel.</summary>
internal readonly record struct MotionVector(int X, int Y);
