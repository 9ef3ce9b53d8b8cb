namespace CometRunway.Sandbox.Rendering.Camera;

/// <summary>How far the view moves over the picture from the first frame to the last, in whole pixels: right and down are positive.</summary>
internal readonly record struct Travel(int X, int Y);
