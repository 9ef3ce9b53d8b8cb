namespace CometRunway.Images.Headers;

/// <summary>What a header says; width and height as stored.</summary>
internal sealed record HeaderFacts(string MediaType, int Width = 0, int Height = 0)
{
    public int Orientation { get; init; } = 1;

    public bool IsAnimated { get; init; }

    /// <summary>True when the file plainly ends before the image does.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>True when the metadata tells, or may tell, where the image was taken.</summary>
    public bool HasLocation { get; init; }

    /// <summary>True for a JPEG whose decoder must hold the whole image at once.</summary>
    public bool IsProgressive { get; init; }

    /// <summary>How many bits of packed data a pixel has, where the format tells; else 0.</summary>
    public int BitsPerPixel { get; init; }

    /// <summary>True for the three kinds that the service takes.</summary>
    public bool IsTaken => MediaType is "image/png" or "image/jpeg" or "image/webp";

    public ImageFacts ToFacts(long length)
    {
        var isTurned = Orientation >= 5;
        return new ImageFacts(MediaType, isTurned ? Height : Width, isTurned ? Width : Height, Orientation, length);
    }
}
