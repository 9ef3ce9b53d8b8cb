using CometRunway.Images.Finding;

namespace CometRunway.Images;

/// <summary>
/// Loads and finds images. The default source supports the allowed folders of this machine, links and data URIs. An app with remote users registers
/// its own implementation with <c>services.AddSingleton&lt;IImageSource, …&gt;()</c>, so that users cannot read files of the server. It may support
/// only links and data URIs, or also the uploads of each user.
/// </summary>
/// <remarks>
/// Create results with <see cref="ImageLoadResult.FromBytes"/>, <see cref="ImageLoadResult.FromLink"/>, <see cref="ImageLoadResult.FromDataUri"/> and
/// <see cref="ImageLoadResult.Refused(string, string)"/>. Return a refusal for an image that cannot be used. An exception is reported like a refusal.
/// In both cases nothing is sent and nothing is charged.
/// </remarks>
public interface IImageSource
{
    /// <summary>Loads the image that a string identifies.</summary>
    /// <param name="image">
    /// The input of the caller: a path, an https link, a data URI, <c>latest</c>, or another name that this source supports.
    /// </param>
    /// <param name="callerId">The id of the caller; null if the app does not distinguish callers.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ImageLoadResult> LoadAsync(string image, string? callerId, CancellationToken cancellationToken);

    /// <summary>Finds images that the caller can load, newest first.</summary>
    Task<FoundImages> FindAsync(ImageQuery query, CancellationToken cancellationToken);
}
