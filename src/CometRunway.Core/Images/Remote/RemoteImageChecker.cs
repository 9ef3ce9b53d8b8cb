using CometRunway.Errors;
using CometRunway.Net;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.Images.Remote;

/// <summary>Downloads the beginning of linked images before a paid request, to find images that the service would reject.</summary>
internal sealed class RemoteImageChecker
{
    /// <summary>The name of the <see cref="HttpClient"/>. It sends no API key, no cookies and no credentials, and does not follow redirects automatically.</summary>
    public const string HttpClientName = "CometRunway.Pictures";

    /// <summary>The timeout of one check, including redirects.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(8);

    private readonly RemoteImageProbe _probe;
    private readonly CometRunwayOptions _options;
    private readonly TimeProvider _time;

    internal RemoteImageChecker(HttpClient client, IOptions<CometRunwayOptions> options, TimeProvider time, NameLookup? lookup = null)
    {
        _options = options.Value;
        _time = time;
        _probe = new RemoteImageProbe(client, _options.IsLoopback, lookup ?? GuardedConnector.SystemLookup);
    }

    /// <summary>Probes the link of a loaded image and adds its facts, warnings, or the reason why the service would reject it. An image without a link is returned unchanged.</summary>
    public async Task<ImageLoadResult> CheckAsync(ImageLoadResult loaded, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return loaded.Image?.Link is { } link && IsEnabled(link)
            ? Merge(loaded, link, await ProbeAsync(link, cancellationToken).ConfigureAwait(false))
            : loaded;
    }

    /// <summary>
    /// Returns whether the link is probed. With the sandbox, remote links are not probed by default, because the sandbox replaces remote images by
    /// placeholders and a dry run requires no network.
    /// </summary>
    private bool IsEnabled(Uri link) => _options.ProbeRemoteImages ?? (!_options.IsLoopback || link.IsLoopback);

    private async Task<(ImageFacts? Facts, IReadOnlyList<Violation> Findings)> ProbeAsync(Uri link, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeLimit, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var seen = await _probe.ProbeAsync(link, linked.Token).ConfigureAwait(false);
            return (seen.Header?.ToFacts(seen.Length ?? 0), RemoteImageRules.Check(seen, _options.IsLoopback));
        }
        catch (ProbeFailedException e)
        {
            return (null, [RemoteImageRules.NotProbed(link, e.Message)]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, [RemoteImageRules.NotProbed(link, $"it did not answer within {TimeLimit.TotalSeconds:0} s")]);
        }
    }

    private static ImageLoadResult Merge(ImageLoadResult loaded, Uri link, (ImageFacts? Facts, IReadOnlyList<Violation> Findings) seen)
    {
        var error = seen.Findings.FirstOrDefault(f => f.Severity == Severity.Error);
        // The facts of the image replace warnings that were based on the extension of the link.
        var earlier = seen.Facts is null ? loaded.Warnings : [];
        return loaded with
        {
            Image = error is null ? InputImage.FromLink(link, seen.Facts, loaded.Image?.Identity) : null,
            Violation = error,
            Warnings = [.. earlier, .. seen.Findings.Where(f => f != error)],
        };
    }
}
