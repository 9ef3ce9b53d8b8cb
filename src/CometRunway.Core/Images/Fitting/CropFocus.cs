namespace CometRunway.Images.Fitting;

/// <summary>The part of an image that stays when it is cropped to another shape.</summary>
public enum CropFocus
{
    /// <summary>The middle.</summary>
    Center,

    /// <summary>The upper end.</summary>
    Top,

    /// <summary>The lower end.</summary>
    Bottom,

    /// <summary>The left end.</summary>
    Left,

    /// <summary>The right end.</summary>
    Right,
}
