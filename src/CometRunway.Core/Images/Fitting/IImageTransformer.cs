namespace CometRunway.Images.Fitting;

/// <summary>
/// Opens images and changes them so that the service takes them. The core only looks at images; the package CometRunway.Imaging
/// has an implementation (<c>AddCometRunwayImaging()</c>); an app may register its own. Without one, what needs a change is refused with advice.
/// </summary>
public interface IImageTransformer
{
    /// <summary>Makes a new image of an old one; nothing is written to disk.</summary>
    /// <param name="request">The image, and what the new one must be like.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The new image, or why there is none. An exception counts as a failure too: the image is refused, and nothing is sent.</returns>
    Task<ImageTransformResult> TransformAsync(ImageTransformRequest request, CancellationToken cancellationToken = default);
}
