using CometRunway.Options;

namespace CometRunway.Images.Upload;

/// <summary>
/// Puts an image where the service can fetch it. Register one (<c>services.AddSingleton&lt;IImageUploader, …&gt;()</c>) and local images are
/// sent as its links in place of data URIs; it goes before <see cref="CometRunwayOptions.UploadCommand"/>.
/// </summary>
public interface IImageUploader
{
    /// <summary>
    /// Uploads an image and returns its link: https, a domain, no credentials, no redirect, readable by anybody for an hour or more. Called
    /// only for a request that is about to be sent. What it throws ends the request before it is sent, with nothing charged.
    /// </summary>
    /// <param name="image">The image, as it is to be sent.</param>
    /// <param name="cancellationToken">Cancelled when the app stops, or when the upload takes too long.</param>
    /// <exception cref="CometRunway.Errors.ImageUploadException">There is no link; the message reaches the caller. Of any other exception the caller learns only that the upload failed.</exception>
    Task<Uri> UploadAsync(ImageUpload image, CancellationToken cancellationToken);
}
