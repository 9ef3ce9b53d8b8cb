using System.Security.Cryptography;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Images.Loading;
using CometRunway.Images.Remote;
using CometRunway.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Images.Upload;

/// <summary>Turns a local image into a link before it is sent, where a host is set; whether CometAPI takes data URIs is unknown.</summary>
public sealed class ImageUploader(
    IEnumerable<IImageUploader> hosts,
    RemoteImageChecker links,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<ImageUploader> logger)
{
    /// <summary>How long one upload may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private readonly ILogger _logger = new SafeLogger(logger);
    private readonly IImageUploader? _host = hosts.LastOrDefault() ?? Command(options.Value, new SafeLogger(logger));

    /// <summary>True when local images are uploaded.</summary>
    public bool IsOn => _host is not null;

    /// <summary>
    /// The image as it is to be sent: a link stays as it is, bytes are uploaded where a host is set. The link is judged and looked at like
    /// one that a user gave.
    /// </summary>
    /// <exception cref="ImageUploadException">There is no usable link; nothing was sent to the service.</exception>
    public async Task<ImageSource> HostAsync(ImageSource image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (_host is null || image.Link is not null)
            return image;
        var upload = new ImageUpload(image.Bytes, image.Facts!.MediaType, FileName(image));
        var link = await UploadAsync(_host, upload, cancellationToken).ConfigureAwait(false);
        if (LinkImage.Judge(link, options.Value.IsLoopback) is { } violation)
            throw new ImageUploadException($"what the upload gave back cannot be sent. {violation.Problem}");
        UploadLog.Uploaded(_logger, upload.FileName, link.IdnHost);
        var looked = await links.LookAsync(ImageLoadResult.Loaded(ImageSource.FromLink(link, image.Facts)), cancellationToken).ConfigureAwait(false);
        return looked.Violation is { } problem
            ? throw new ImageUploadException($"it was uploaded, and the service would refuse the link. {problem.Problem}")
            : ImageSource.FromLink(link, image.Facts);
    }

    private async Task<Uri> UploadAsync(IImageUploader host, ImageUpload upload, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await host.UploadAsync(upload, both.Token).WaitAsync(both.Token).ConfigureAwait(false)
                ?? throw new ImageUploadException("the upload gave no link back.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ImageUploadException($"the upload took longer than {TimeLimit.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is not (OperationCanceledException or ImageUploadException))
        {
            // A host is somebody else's code. Whatever went wrong in it, nothing was sent, and that must not become an unknown outcome.
            UploadLog.HostFailed(_logger, e);
            throw new ImageUploadException("the picture host of this app failed; the reason is in the log.", e);
        }
    }

    private static CommandImageUploader? Command(CometRunwayOptions options, ILogger logger) =>
        string.IsNullOrWhiteSpace(options.UploadCommand) ? null : new(options.UploadCommand, options.Names.InWords(nameof(options.UploadCommand)), new Redactor(options.ApiKey), logger);

    private static string FileName(ImageSource image)
    {
        var ending = image.Facts!.MediaType switch
        {
            "image/png" => ".png",
            "image/webp" => ".webp",
            _ => ".jpg",
        };
        return Convert.ToHexStringLower(SHA256.HashData(image.Bytes.Span)) + ending;
    }
}
