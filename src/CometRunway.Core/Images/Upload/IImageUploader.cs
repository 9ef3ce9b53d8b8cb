using CometRunway.Options;

namespace CometRunway.Images.Upload;

/// <summary>
/// Uploads images so that the service can download them. When an implementation is registered
/// (<c>services.AddSingleton&lt;IImageUploader, …&gt;()</c>), local images are sent as links in place of data URIs. It takes precedence over
/// <see cref="CometRunwayOptions.UploadCommand"/>.
/// </summary>
public interface IImageUploader
{
    /// <summary>
    /// Uploads an image and returns its link. The link must use https and a domain name, contain no credentials, not redirect, and be publicly
    /// readable for at least an hour. Called only immediately before a request is sent. If it throws, the request is not sent and nothing is charged.
    /// </summary>
    /// <param name="image">The image, as it is to be sent.</param>
    /// <param name="cancellationToken">Cancelled when the app stops, or when the upload takes too long.</param>
    /// <exception cref="CometRunway.Errors.ImageUploadException">There is no link; the message reaches the caller. Of any other exception the caller learns only that the upload failed.</exception>
    Task<Uri> UploadAsync(ImageUpload image, CancellationToken cancellationToken);
}
