namespace CometRunway.Images.Conversion;

/// <summary>How a program leaves an image that must be turned to be upright.</summary>
internal enum Turn
{
    /// <summary>It turns the pixels; what its result says about turning no longer holds.</summary>
    Done,

    /// <summary>It leaves the pixels as they are stored.</summary>
    Left,

    /// <summary>It leaves them, and its result says how to turn them.</summary>
    Told,
}
