namespace CometRunway.Images.Fitting;

/// <summary>
/// Decodes images and transforms them so that the service accepts them. CometRunway.Core only reads image headers; the package
/// CometRunway.Imaging has an implementation (<c>AddCometRunwayImaging()</c>). Without one, images that need a change are rejected with advice.
/// </summary>
public interface IImageTransformer
{
    /// <summary>Creates a transformed image. Nothing is written to disk.</summary>
    /// <param name="request">The image and the requirements.</param>
    /// <param name="cancellationToken">Cancels the transformation.</param>
    /// <returns>
    /// The transformed image, or the reason for the failure. An exception also counts as a failure: the image is refused, and nothing is sent.
    /// </returns>
    Task<ImageTransformResult> TransformAsync(ImageTransformRequest request, CancellationToken cancellationToken = default);
}
