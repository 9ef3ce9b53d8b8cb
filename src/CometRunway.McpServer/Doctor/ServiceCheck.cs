using System.Globalization;
using CometRunway.Api;
using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Requests;

namespace CometRunway.McpServer.Doctor;

/// <summary>Sends the service two free requests: for its public list of models, and for a task that does not exist.</summary>
internal sealed class ServiceCheck(CometRunwayApiClient client, CometRunwayOptions options, ServerClockProbe clock, TimeProvider time)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromSeconds(60);

    /// <summary>An id of the right form that nobody was given.</summary>
    private const string NoTask = "00000000-0000-4000-8000-000000000000";

    private string Address => options.BaseAddress.GetLeftPart(UriPartial.Authority);

    public async Task<IReadOnlyList<DiagnosticResult>> CheckAsync(CancellationToken cancellationToken)
    {
        var (models, service) = await AskForModelsAsync(cancellationToken);
        var findings = new List<DiagnosticResult> { service };
        if (models is not null)
        {
            findings.Add(Models(models));
            if (options.ApiKey is not null)
                findings.Add(await TryKeyAsync(cancellationToken));
        }

        if (clock.ServiceAhead is { } ahead)
            findings.Add(Clock(ahead));
        return findings;
    }

    private async Task<(IReadOnlyList<AvailableModel>? Models, DiagnosticResult DiagnosticResult)> AskForModelsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var models = await WithTimeoutAsync(client.ListModelsAsync, cancellationToken);
            var kind = options.IsLoopback ? "a sandbox on this machine, which costs nothing" : "the live service, which costs money";
            return (models, DiagnosticResult.Ok("service", $"{Address} answers as CometAPI does ({kind})."));
        }
        catch (CometRunwayConnectionException error)
        {
            return (null, DiagnosticResult.Problem("service", $"{Address} cannot be reached: {error.Message}", AdviceFor(error)));
        }
        catch (CometRunwayException error)
        {
            return (null, DiagnosticResult.Problem("service", $"{Address} answers, but not as CometAPI does: {error.Message}", $"Check COMETAPI_BASE_URL; the usual value is {CometRunwayOptions.DefaultBaseAddress}. A proxy or a hotel's sign-in page may also answer in its place."));
        }
        catch (TimeoutException)
        {
            return (null, DiagnosticResult.Problem("service", $"{Address} did not answer within {RequestTimeout.TotalSeconds:0} s.", "Check the network; if a proxy is needed, see \"network\"."));
        }
    }

    private static string AdviceFor(CometRunwayConnectionException error) => error switch
    {
        _ when error.Message.Contains(nameof(HttpRequestError.SecureConnectionError), StringComparison.Ordinal) =>
            "The certificate is not trusted here. If your company inspects TLS, its authority must be in the system's certificate store, or on Linux in the file that SSL_CERT_FILE names; NODE_EXTRA_CA_CERTS is not read. A wrong clock has the same effect.",
        _ when error.Message.Contains(nameof(HttpRequestError.NameResolutionError), StringComparison.Ordinal) =>
            "The name is not known: check COMETAPI_BASE_URL and the network; behind a company's proxy set HTTPS_PROXY in the client's entry.",
        _ when error.Message.Contains(nameof(HttpRequestError.ProxyTunnelError), StringComparison.Ordinal) =>
            "The proxy does not let the connection through: see \"network\" for which one is used.",
        _ => "Check COMETAPI_BASE_URL, the network and a firewall; behind a company's proxy set HTTPS_PROXY in the client's entry.",
    };

    private DiagnosticResult Models(IReadOnlyList<AvailableModel> offered)
    {
        var ids = offered.Select(model => model.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var known = ModelCatalog.Default.FindAvailable(ids);
        var usual = RequestDefaults.Resolve(new VideoSettings(), image: null, options.DefaultModel, ids, ModelCatalog.Default).Settings.Model!;
        if (known is null)
            return DiagnosticResult.Note("models", $"The list of {ids.Count} models names none that this version knows: whether {usual} is served is unknown.", "Name a model that CometAPI lists for Runway, in COMETRUNWAY_DEFAULT_MODEL or in the request.");
        var names = string.Join(", ", known.Select(model => model.Id));
        return ids.Contains(usual) || known.Any(model => model.Id.Equals(usual, StringComparison.OrdinalIgnoreCase))
            ? DiagnosticResult.Ok("models", $"On offer: {names}. Used when a request names none: {usual}.")
            : DiagnosticResult.Problem("models", $"On offer: {names}. The model that is used when a request names none, {usual}, is not.", $"Set COMETRUNWAY_DEFAULT_MODEL to one of them, or remove it so that {known[0].Id} is chosen.");
    }

    private async Task<DiagnosticResult> TryKeyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WithTimeoutAsync(token => client.GetAsync(options.ApiKey, NoTask, null, token), cancellationToken);
            return DiagnosticResult.Ok("key_accepted", "The service takes this key.");
        }
        catch (CometApiException error) when (error.Kind == ApiErrorKind.NoSuchTask)
        {
            return DiagnosticResult.Ok("key_accepted", "The service takes this key (asked for a task that does not exist, which is free).");
        }
        catch (CometApiException error) when (error.Kind is ApiErrorKind.InvalidKey or ApiErrorKind.Forbidden)
        {
            return DiagnosticResult.Problem("key_accepted", $"The service refuses this key ({error.Status}).", "Copy the key again from CometAPI's console, and check that it belongs to this address.");
        }
        catch (Exception error) when (error is CometRunwayException or TimeoutException)
        {
            return DiagnosticResult.Note("key_accepted", $"Whether the service takes this key could not be found out: {error.Message}");
        }
    }

    private static DiagnosticResult Clock(TimeSpan ahead)
    {
        var seconds = Math.Abs(ahead.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        return ahead.Duration() <= AllowedSkew
            ? DiagnosticResult.Ok("clock", $"This machine's clock and the service's differ by {seconds} s.")
            : DiagnosticResult.Note("clock", $"This machine's clock is {seconds} s {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} the service's.", "Let the system set its clock: links that expire and the limits an hour and a day are counted by it.");
    }

    private async Task<T> WithTimeoutAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(RequestTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ask(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {RequestTimeout.TotalSeconds:0} s.");
        }
    }
}
