using System.Security.Cryptography;
using CometRunway.Configuration;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Pictures.Loading;
using CometRunway.Pictures.Remote;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Pictures.Hosting;

/// <summary>Turns a local picture into a link before it is sent, where a host is set; whether CometAPI takes data URIs is unknown.</summary>
public sealed class PictureHosting(
    IEnumerable<IPictureHost> hosts,
    RemotePictures links,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<PictureHosting> logger)
{
    /// <summary>How long one upload may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private readonly ILogger _logger = new SafeLogger(logger);
    private readonly IPictureHost? _host = hosts.LastOrDefault() ?? Command(options.Value, new SafeLogger(logger));

    /// <summary>True when local pictures are uploaded.</summary>
    public bool IsOn => _host is not null;

    /// <summary>
    /// The picture as it is to be sent: a link stays as it is, bytes are uploaded where a host is set. The link is judged and looked at like
    /// one that a user gave.
    /// </summary>
    /// <exception cref="PictureUploadException">There is no usable link; nothing was sent to the service.</exception>
    public async Task<PictureSource> HostAsync(PictureSource picture, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (_host is null || picture.Link is not null)
            return picture;
        var upload = new PictureUpload(picture.Bytes, picture.Facts!.MediaType, FileName(picture));
        var link = await UploadAsync(_host, upload, cancellationToken).ConfigureAwait(false);
        if (LinkPicture.Judge(link, options.Value.IsLoopback) is { } violation)
            throw new PictureUploadException($"what the upload gave back cannot be sent. {violation.Problem}");
        HostingLog.Uploaded(_logger, upload.FileName, link.IdnHost);
        var looked = await links.LookAsync(PictureLoadResult.Loaded(PictureSource.FromLink(link, picture.Facts)), cancellationToken).ConfigureAwait(false);
        return looked.Violation is { } problem
            ? throw new PictureUploadException($"it was uploaded, and the service would refuse the link. {problem.Problem}")
            : PictureSource.FromLink(link, picture.Facts);
    }

    private async Task<Uri> UploadAsync(IPictureHost host, PictureUpload upload, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await host.UploadAsync(upload, both.Token).WaitAsync(both.Token).ConfigureAwait(false)
                ?? throw new PictureUploadException("the upload gave no link back.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PictureUploadException($"the upload took longer than {TimeLimit.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is not (OperationCanceledException or PictureUploadException))
        {
            // A host is somebody else's code. Whatever went wrong in it, nothing was sent, and that must not become an unknown outcome.
            HostingLog.HostFailed(_logger, e);
            throw new PictureUploadException("the picture host of this app failed; the reason is in the log.", e);
        }
    }

    private static CommandPictureHost? Command(CometRunwayOptions options, ILogger logger) =>
        string.IsNullOrWhiteSpace(options.UploadCommand) ? null : new(options.UploadCommand, options.Names.InWords(nameof(options.UploadCommand)), new Redactor(options.ApiKey), logger);

    private static string FileName(PictureSource picture)
    {
        var ending = picture.Facts!.MediaType switch
        {
            "image/png" => ".png",
            "image/webp" => ".webp",
            _ => ".jpg",
        };
        return Convert.ToHexStringLower(SHA256.HashData(picture.Bytes.Span)) + ending;
    }
}
