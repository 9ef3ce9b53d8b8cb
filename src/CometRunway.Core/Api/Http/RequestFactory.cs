using System.Net.Http.Headers;
using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Api.Http;

/// <summary>Creates HTTP requests with the headers of the API.</summary>
internal sealed class RequestFactory(CometRunwayOptions options)
{
    private static readonly ProductInfoHeaderValue UserAgent =
        new("CometRunwayAgentTools", typeof(RequestFactory).Assembly.GetName().Version?.ToString(3) ?? "0");

    /// <summary>Creates a request with the common headers and, with <paramref name="withKey"/>, the API key.</summary>
    public HttpRequestMessage Create(HttpMethod method, Uri address, bool withKey = true)
    {
        var key = withKey ? Key() : null;
        var request = new HttpRequestMessage(method, address);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
        request.Headers.Add("X-Runway-Version", options.ApiVersion);
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    /// <summary>Returns the API key.</summary>
    /// <exception cref="NotConfiguredException">No API key is set.</exception>
    public ApiKey Key() => options.ApiKey ?? throw new NotConfiguredException(NoKey(options.NameOf(nameof(options.ApiKey))));

    private string NoKey(string name) => options.ApiKeyWasPlaceholder
        ? $"There is no API key: {name} holds an unexpanded placeholder such as ${{NAME}}, which whatever starts this program was to fill in. Set {name} to a CometAPI key."
        : $"There is no API key. Set {name} to a CometAPI key.";
}
