namespace CometRunway.Images.Fitting;

/// <summary>
/// Decodes images and transforms them so that the service accepts them. CometRunway.Core only reads image headers; the package
/// CometRunway.Imaging has an implementation (<c>AddCometRunwayImaging()</c>). Without one, images that need a change are rejected with advice.
/// </summary>
public interface IImageTransformer
{
    /// <summary>Makes a new image of an old one; nothing is written to disk.</summary>
    /// <param name="request">The image, and what the new one must be like.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The new image, or why there is none. An exception counts as a failure too: the image is refused, and nothing is sent.</returns>
    Task<ImageTransformResult> TransformAsync(ImageTransformRequest request, CancellationToken cancellationToken = default);
}
