using CometRunway.Errors;
using CometRunway.Net;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.Images.Remote;

/// <summary>Looks at links before money moves: what the service would refuse is found here, where it costs nothing.</summary>
public sealed class RemoteImageChecker
{
    /// <summary>The name of the <see cref="HttpClient"/> it uses. It carries no key, no cookies and no credentials, and follows no redirects by itself.</summary>
    public const string HttpClientName = "CometRunway.Pictures";

    /// <summary>How long a look may take, redirects and all.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(8);

    private readonly RemoteImageProbe _look;
    private readonly CometRunwayOptions _options;
    private readonly TimeProvider _time;

    internal RemoteImageChecker(HttpClient client, IOptions<CometRunwayOptions> options, TimeProvider time, NameLookup? lookup = null)
    {
        _options = options.Value;
        _time = time;
        _look = new RemoteImageProbe(client, _options.IsLoopback, lookup ?? GuardedConnector.SystemLookup);
    }

    /// <summary>Adds what a link delivers to a loaded image: its facts, warnings, or why the service would refuse it. Anything but a link is returned as it is.</summary>
    public async Task<ImageLoadResult> LookAsync(ImageLoadResult loaded, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return loaded.Image?.Link is { } link && IsWanted(link)
            ? Merge(loaded, link, await SeeAsync(link, cancellationToken).ConfigureAwait(false))
            : loaded;
    }

    /// <summary>The sandbox draws a stand-in for a foreign link, so that a rehearsal needs no network and a look would only cost time.</summary>
    private bool IsWanted(Uri link) => _options.ProbeRemoteImages ?? (!_options.IsLoopback || link.IsLoopback);

    private async Task<(ImageFacts? Facts, IReadOnlyList<Violation> Findings)> SeeAsync(Uri link, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeLimit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var seen = await _look.AtAsync(link, both.Token).ConfigureAwait(false);
            return (seen.Header?.ToFacts(seen.Length ?? 0), RemoteImageRules.Check(seen, _options.IsLoopback));
        }
        catch (ProbeFailedException e)
        {
            return (null, [RemoteImageRules.NotSeen(link, e.Message)]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, [RemoteImageRules.NotSeen(link, $"it did not answer within {TimeLimit.TotalSeconds:0} s")]);
        }
    }

    private static ImageLoadResult Merge(ImageLoadResult loaded, Uri link, (ImageFacts? Facts, IReadOnlyList<Violation> Findings) seen)
    {
        var error = seen.Findings.FirstOrDefault(f => f.Severity == Severity.Error);
        // What was seen counts for more than what the link's ending let suppose.
        var before = seen.Facts is null ? loaded.Warnings : [];
        return loaded with
        {
            Image = error is null ? ImageSource.FromLink(link, seen.Facts) : null,
            Violation = error,
            Warnings = [.. before, .. seen.Findings.Where(f => f != error)],
        };
    }
}
