namespace CometRunway.Images.Fitting;

/// <summary>
/// Decodes images and transforms them so that the service accepts them. CometRunway.Core only reads image headers; the package
/// CometRunway.Imaging has an implementation (<c>AddCometRunwayImaging()</c>). Without one, images that need a change are rejected with advice.
/// </summary>
public interface IImageTransformer
{
    /// <summary>Transforms an image. A failure is returned as a result, not thrown. Nothing is written to disk.</summary>
    Task<ImageTransformResult> TransformAsync(ImageTransformRequest request, CancellationToken cancellationToken = default);
}
