using System.Net.Http.Headers;
using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Api.Http;

/// <summary>Creates HTTP requests with the headers of the API.</summary>
internal sealed class RequestFactory(CometRunwayOptions options)
{
    private static readonly ProductInfoHeaderValue UserAgent =
        new("CometRunwayAgentTools", typeof(RequestFactory).Assembly.GetName().Version?.ToString(3) ?? "0");

    /// <summary>A request with the headers that every route gets, for a route that asks for no key.</summary>
    public HttpRequestMessage Create(HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add("X-Runway-Version", options.ApiVersion);
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    /// <summary>The same with the key of the call.</summary>
    /// <exception cref="NotConfiguredException">There is none.</exception>
    public HttpRequestMessage Create(HttpMethod method, Uri address, ApiKey? key)
    {
        var authorization = new AuthenticationHeaderValue("Bearer", Required(key).Reveal());
        var request = Create(method, address);
        request.Headers.Authorization = authorization;
        return request;
    }

    /// <summary>The key.</summary>
    /// <exception cref="NotConfiguredException">There is none.</exception>
    public ApiKey Required(ApiKey? key) => key ?? throw MissingKey(key)!;

    /// <summary>The error when there is no key; else null.</summary>
    public NotConfiguredException? MissingKey(ApiKey? key) => key is null ? new(NoKey(options.NameOf(nameof(options.ApiKey)))) : null;

    private string NoKey(string name) => options.ApiKeyWasPlaceholder
        ? $"There is no API key: {name} holds an unexpanded placeholder such as ${{NAME}}, which whatever starts this program was to fill in. Set {name} to a CometAPI key."
        : $"There is no API key. Set {name} to a CometAPI key.";
}
