namespace CometRunway.Images.Fitting;

/// <summary>
/// Opens images and changes them so that the service takes them. The core only looks at images; the package CometRunway.Imaging
/// has an implementation (<c>AddCometRunwayImaging()</c>). Without one, what needs a change is refused with advice.
/// </summary>
public interface IImageTransformer
{
    /// <summary>Makes a new image of an old one. What cannot be done is an answer, not an exception; nothing is written to disk.</summary>
    Task<ImageTransformResult> FitAsync(ImageTransformRequest order, CancellationToken cancellationToken = default);
}
