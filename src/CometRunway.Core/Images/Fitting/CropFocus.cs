namespace CometRunway.Images.Fitting;

/// <summary>The part of an image to keep when it is cropped to another aspect ratio.</summary>
public enum CropFocus
{
    /// <summary>The centre.</summary>
    Center,

    /// <summary>The top.</summary>
    Top,

    /// <summary>The bottom.</summary>
    Bottom,

    /// <summary>The left side.</summary>
    Left,

    /// <summary>The right side.</summary>
    Right,
}
