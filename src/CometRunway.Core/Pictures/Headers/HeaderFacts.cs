namespace CometRunway.Pictures.Headers;

/// <summary>What a header says; width and height as stored.</summary>
internal sealed record HeaderFacts(string MediaType, int Width = 0, int Height = 0)
{
    public int Orientation { get; init; } = 1;

    public bool IsAnimated { get; init; }

    /// <summary>True when the file plainly ends before the picture does.</summary>
    public bool IsTruncated { get; init; }

    public PictureFacts ToFacts(long length)
    {
        var isTurned = Orientation >= 5;
        return new PictureFacts(MediaType, isTurned ? Height : Width, isTurned ? Width : Height, Orientation, length);
    }
}
