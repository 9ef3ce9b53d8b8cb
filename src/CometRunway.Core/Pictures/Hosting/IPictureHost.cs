namespace CometRunway.Pictures.Hosting;

/// <summary>
/// Puts a picture where the service can fetch it. Register one (<c>services.AddSingleton&lt;IPictureHost, …&gt;()</c>) and local pictures are
/// sent as its links in place of data URIs; it goes before <see cref="Configuration.CometRunwayOptions.UploadCommand"/>.
/// </summary>
public interface IPictureHost
{
    /// <summary>
    /// Uploads a picture and returns its link: https, a domain, no credentials, no redirect, readable by anybody for an hour or more. Called
    /// only for a request that is about to be sent. What it throws ends the request before it is sent, with nothing charged.
    /// </summary>
    Task<Uri> UploadAsync(PictureUpload picture, CancellationToken cancellationToken);
}
