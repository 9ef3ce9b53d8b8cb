namespace CometRunway.Images.Headers;

/// <summary>The facts in an image header; width and height as stored.</summary>
internal sealed record HeaderFacts(string MediaType, int Width = 0, int Height = 0)
{
    public int Orientation { get; init; } = 1;

    public bool IsAnimated { get; init; }

    /// <summary>True when the file ends before the end of the image.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>True when the metadata visibly contains a location. It can be in other parts too, which are never sent.</summary>
    public bool HasLocation { get; init; }

    /// <summary>True for a JPEG whose decoder must keep the whole image in memory.</summary>
    public bool IsProgressive { get; init; }

    /// <summary>The number of bits per pixel when the format specifies it; otherwise 0. For JPEG, that of the samples before they are compressed.</summary>
    public int BitsPerPixel { get; init; }

    /// <summary>The number of pages of a TIFF file; 1 for other formats.</summary>
    public int Pages { get; init; } = 1;

    /// <summary>True for a TIFF file whose first page is smaller than another one, so that it may be a preview.</summary>
    public bool IsPreviewFirst { get; init; }

    /// <summary>True for the three formats that the service supports.</summary>
    public bool IsSupported => MediaType is "image/png" or "image/jpeg" or "image/webp";

    /// <summary>Returns true when type, size and orientation are equal.</summary>
    public bool IsSameImage(HeaderFacts other) =>
        (MediaType, Width, Height, Orientation) == (other.MediaType, other.Width, other.Height, other.Orientation);

    public ImageFacts ToFacts(long length)
    {
        var isRotated = Orientation >= 5;
        return new ImageFacts(MediaType, isRotated ? Height : Width, isRotated ? Width : Height, Orientation, length);
    }
}
