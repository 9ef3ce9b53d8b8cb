namespace CometRunway.Images;

/// <summary>A loaded image and the memory that is reserved for it until the end of its transformation.</summary>
internal sealed class ReservedImage(ImageLoadResult result, IDisposable? memory = null) : IDisposable
{
    /// <summary>The image, or the reason why there is none.</summary>
    public ImageLoadResult Result => result;

    /// <summary>Releases the memory for the next image.</summary>
    public void Dispose() => memory?.Dispose();
}
