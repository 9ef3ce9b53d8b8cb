using CometRunway.Images.Finding;

namespace CometRunway.Images;

/// <summary>
/// Loads and finds images. The default reads the allowed folders of this machine, links and data URIs. An app with remote users registers its
/// own implementation (<c>services.AddSingleton&lt;IImageSource, …&gt;()</c>), so that no user reads the server's files: one that takes links and data URIs only, or
/// that also knows what each user uploaded.
/// </summary>
/// <remarks>
/// Make the results with <see cref="ImageLoadResult.FromBytes"/>, <see cref="ImageLoadResult.FromLink"/>, <see cref="ImageLoadResult.FromDataUri"/> and
/// <see cref="ImageLoadResult.Refused(string, string)"/>. What cannot be used is a result; an exception ends the request before anything is sent,
/// with nothing charged.
/// </remarks>
public interface IImageSource
{
    /// <summary>Loads the image that a text names.</summary>
    /// <param name="image">What the caller gave: a path, an https link, a data URI, <c>latest</c>, or any other name this source knows.</param>
    /// <param name="callerId">The user of the app who gave it; null when the app has only one.</param>
    /// <param name="cancellationToken">Cancels the load.</param>
    Task<ImageLoadResult> LoadAsync(string image, string? callerId, CancellationToken cancellationToken);

    /// <summary>Finds the images a caller could name, newest first.</summary>
    Task<FoundImages> FindAsync(ImageQuery query, CancellationToken cancellationToken);
}
