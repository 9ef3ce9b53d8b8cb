using System.Security.Cryptography;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Images.Loading;
using CometRunway.Images.Remote;
using CometRunway.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Images.Upload;

/// <summary>Uploads local images before a request when an uploader is configured, because it is unknown whether CometAPI accepts data URIs.</summary>
internal sealed class ImageUploader(
    IEnumerable<IImageUploader> uploaders,
    RemoteImageChecker links,
    KnownKeys keys,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<ImageUploader> logger)
{
    /// <summary>The timeout of one upload.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private readonly ILogger _logger = new SafeLogger(logger);
    private readonly IImageUploader? _uploader = uploaders.LastOrDefault() ?? Command(options.Value, keys, new SafeLogger(logger));

    /// <summary>True when local images are uploaded.</summary>
    public bool IsEnabled => _uploader is not null;

    /// <summary>
    /// Returns the image to send: links are unchanged; bytes are uploaded when an uploader is configured. The link of the upload is checked
    /// and probed like a link that a user gave.
    /// </summary>
    /// <exception cref="ImageUploadException">The upload returned no usable link. Nothing was sent to the service.</exception>
    public async Task<InputImage> UploadAsync(InputImage image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (_uploader is null || image.Link is not null)
            return image;
        var upload = new ImageUpload(image.Bytes, image.Facts!.MediaType, FileName(image));
        var link = await UploadAsync(_uploader, upload, cancellationToken).ConfigureAwait(false);
        if (!link.IsAbsoluteUri)
            throw new ImageUploadException("the upload returned a relative link.");
        if (LinkImage.Validate(link, options.Value.IsLoopback) is { } violation)
            throw new ImageUploadException($"what the upload gave back cannot be sent. {violation.Problem}");
        UploadLog.Uploaded(_logger, upload.FileName, link.IdnHost);
        var checkedImage = await links.CheckAsync(ImageLoadResult.Loaded(InputImage.FromLink(link, image.Facts)), cancellationToken).ConfigureAwait(false);
        return checkedImage.Violation is { } problem
            ? throw new ImageUploadException($"it was uploaded, and the service would refuse the link. {problem.Problem}")
            : InputImage.FromLink(link, image.Facts);
    }

    private async Task<Uri> UploadAsync(IImageUploader uploader, ImageUpload upload, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeLimit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await Task.Run(() => uploader.UploadAsync(upload, linked.Token), linked.Token).WaitAsync(linked.Token).ConfigureAwait(false)
                ?? throw new ImageUploadException("the upload gave no link back.");
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ImageUploadException($"the upload took longer than {TimeLimit.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is not ImageUploadException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // Nothing was sent to the service, so the outcome is known.
            UploadLog.UploaderFailed(_logger, e);
            throw new ImageUploadException("the picture host of this app failed; the reason is in the log.", e);
        }
    }

    private static CommandImageUploader? Command(CometRunwayOptions options, KnownKeys keys, ILogger logger) =>
        string.IsNullOrWhiteSpace(options.UploadCommand) ? null : new(options.UploadCommand, options.Names.InWords(nameof(options.UploadCommand)), keys, logger);

    private static string FileName(InputImage image)
    {
        var extension = image.Facts!.MediaType switch
        {
            "image/png" => ".png",
            "image/webp" => ".webp",
            _ => ".jpg",
        };
        return Convert.ToHexStringLower(SHA256.HashData(image.Bytes.Span)) + extension;
    }
}
