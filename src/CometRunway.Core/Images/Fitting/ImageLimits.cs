namespace CometRunway.Images.Fitting;

/// <summary>How large an image may be.</summary>
internal static class ImageLimits
{
    /// <summary>No side may be longer: refusals observed by users of Runway's API.</summary>
    public const int LongestSide = 8000;

    /// <summary>An image that must be encoded anew anyway gets no longer than this: the service's largest frame is 1920 pixels long.</summary>
    public const int LongestSideOfNew = 4096;

    /// <summary>What fits into a data URI: four characters hold three bytes.</summary>
    public static readonly int MostBytes = (ImageLoader.MostDataUriCharacters - "data:image/jpeg;base64,".Length) / 4 * 3;
}
