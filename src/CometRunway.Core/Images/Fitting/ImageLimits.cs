namespace CometRunway.Images.Fitting;

/// <summary>The size limits of images.</summary>
internal static class ImageLimits
{
    /// <summary>The maximum length of a side in pixels, according to errors that users of Runway's API reported.</summary>
    public const int MaxSide = 8000;

    /// <summary>The maximum length of a side of an image that is re-encoded. The largest frame of the service is 1920 pixels long.</summary>
    public const int MaxSideOfReencoded = 4096;

    /// <summary>The maximum number of bytes in a data URI: four characters encode three bytes.</summary>
    public static readonly int MaxBytes = (ImageLoader.MaxDataUriCharacters - "data:image/jpeg;base64,".Length) / 4 * 3;
}
