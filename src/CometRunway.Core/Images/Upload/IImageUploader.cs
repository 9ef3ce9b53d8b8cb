using CometRunway.Options;

namespace CometRunway.Images.Upload;

/// <summary>
/// Uploads images so that the service can download them. If an implementation is registered (<c>services.AddSingleton&lt;IImageUploader,
/// …&gt;()</c>), local images are sent as links instead of data URIs. It takes precedence over <see cref="CometRunwayOptions.UploadCommand"/>.
/// </summary>
public interface IImageUploader
{
    /// <summary>
    /// Uploads an image and returns its link. The link must use https and a domain name, contain no credentials, not redirect, and be publicly
    /// readable for at least an hour. Called only immediately before a request is sent. If it throws, the request is not sent and nothing is charged.
    /// </summary>
    /// <param name="image">The image to upload.</param>
    /// <param name="cancellationToken">Cancelled when the app stops, or when the upload takes too long.</param>
    /// <exception cref="CometRunway.Errors.ImageUploadException">
    /// The image could not be uploaded. The message is returned to the caller. For any other exception, the message says only that the upload failed.
    /// </exception>
    Task<Uri> UploadAsync(ImageUpload image, CancellationToken cancellationToken);
}
