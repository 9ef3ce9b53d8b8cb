namespace CometRunway.Images.Conversion;

/// <summary>How a program handles an image whose orientation requires a rotation.</summary>
internal enum OrientationHandling
{
    /// <summary>The program rotates the pixels. The orientation in its result must be ignored.</summary>
    Applied,

    /// <summary>The program does not rotate the pixels and does not keep the orientation.</summary>
    Ignored,

    /// <summary>The program does not rotate the pixels, and its result contains the orientation.</summary>
    Preserved,
}
