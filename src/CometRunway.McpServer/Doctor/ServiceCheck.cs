using System.Globalization;
using CometRunway.Api;
using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Requests;

namespace CometRunway.McpServer.Doctor;

/// <summary>Sends two free requests to the service: one for the public model list, and one for a task that does not exist.</summary>
internal sealed class ServiceCheck(CometRunwayApiClient client, CometRunwayOptions options, ServerClockProbe clock, TimeProvider time)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromSeconds(60);

    /// <summary>A well-formed id that no task has.</summary>
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
            return (models, DiagnosticResult.Ok("service", $"{Address} responds as CometAPI ({kind})."));
        }
        catch (CometRunwayConnectionException error)
        {
            return (null, DiagnosticResult.Problem("service", $"{Address} cannot be reached: {error.Message}", AdviceFor(error)));
        }
        catch (CometRunwayException error)
        {
            return (null, DiagnosticResult.Problem("service", $"{Address} responds, but not as CometAPI: {error.Message}", $"Check COMETAPI_BASE_URL; the default is {CometRunwayOptions.DefaultBaseAddress}. The response may also come from a proxy or a sign-in page of the network."));
        }
        catch (TimeoutException)
        {
            return (null, DiagnosticResult.Problem("service", $"{Address} did not respond within {RequestTimeout.TotalSeconds:0} s.", "Check the network. If a proxy is needed, see \"network\"."));
        }
    }

    private static string AdviceFor(CometRunwayConnectionException error) => error switch
    {
        _ when error.Message.Contains(nameof(HttpRequestError.SecureConnectionError), StringComparison.Ordinal) =>
            "The certificate is not trusted. If your company inspects TLS, add its certificate authority to the system's certificate store, or on Linux to the file in SSL_CERT_FILE. NODE_EXTRA_CA_CERTS is not used. An incorrect clock has the same effect.",
        _ when error.Message.Contains(nameof(HttpRequestError.NameResolutionError), StringComparison.Ordinal) =>
            "The host name cannot be resolved. Check COMETAPI_BASE_URL and the network. Behind a company proxy, set HTTPS_PROXY in the client's entry.",
        _ when error.Message.Contains(nameof(HttpRequestError.ProxyTunnelError), StringComparison.Ordinal) =>
            "The proxy rejects the connection. See \"network\" for the proxy that is used.",
        _ => "Check COMETAPI_BASE_URL, the network and the firewall. Behind a company proxy, set HTTPS_PROXY in the client's entry.",
    };

    private DiagnosticResult Models(IReadOnlyList<AvailableModel> offered)
    {
        var ids = offered.Select(model => model.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var known = ModelCatalog.Default.FindAvailable(ids);
        var usual = RequestDefaults.Resolve(new VideoSettings(), image: null, options.DefaultModel, ids, ModelCatalog.Default).Settings.Model!;
        if (known is null)
            return DiagnosticResult.Note("models", $"The list of {ids.Count} models contains none that this version knows, so it is unknown whether {usual} is available.", "Set a model that CometAPI lists for Runway in COMETRUNWAY_DEFAULT_MODEL or in the request.");
        var names = string.Join(", ", known.Select(model => model.Id));
        return ids.Contains(usual) || known.Any(model => model.Id.Equals(usual, StringComparison.OrdinalIgnoreCase))
            ? DiagnosticResult.Ok("models", $"Available: {names}. Default: {usual}.")
            : DiagnosticResult.Problem("models", $"Available: {names}. The default model {usual} is not available.", $"Set COMETRUNWAY_DEFAULT_MODEL to an available model, or remove it to use {known[0].Id}.");
    }

    private async Task<DiagnosticResult> TryKeyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WithTimeoutAsync(token => client.GetAsync(options.ApiKey, NoTask, null, token), cancellationToken);
            return DiagnosticResult.Ok("key_accepted", "The service accepts this key.");
        }
        catch (CometApiException error) when (error.Kind == ApiErrorKind.NoSuchTask)
        {
            return DiagnosticResult.Ok("key_accepted", "The service accepts this key (tested with a free request for a task that does not exist).");
        }
        catch (CometApiException error) when (error.Kind is ApiErrorKind.InvalidKey or ApiErrorKind.Forbidden)
        {
            return DiagnosticResult.Problem("key_accepted", $"The service rejects this key ({error.Status}).", "Copy the key from CometAPI's console again, and check that it is a key for this address.");
        }
        catch (Exception error) when (error is CometRunwayException or TimeoutException)
        {
            return DiagnosticResult.Note("key_accepted", $"The key could not be tested: {error.Message}");
        }
    }

    private static DiagnosticResult Clock(TimeSpan ahead)
    {
        var seconds = Math.Abs(ahead.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        return ahead.Duration() <= AllowedSkew
            ? DiagnosticResult.Ok("clock", $"This machine's clock and the service's differ by {seconds} s.")
            : DiagnosticResult.Note("clock", $"This machine's clock is {seconds} s {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} the service's.", "Turn on automatic time in the system settings. Link expiry and the hourly and daily limits depend on the clock.");
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
            throw new TimeoutException($"No response within {RequestTimeout.TotalSeconds:0} s.");
        }
    }
}
