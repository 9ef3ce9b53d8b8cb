using System.Net.Http.Headers;
using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Api.Http;

/// <summary>The headers of every call, and the refusal to call without a key.</summary>
internal sealed class RequestFactory(CometRunwayOptions options)
{
    private static readonly ProductInfoHeaderValue Agent =
        new("CometRunwayAgentTools", typeof(RequestFactory).Assembly.GetName().Version?.ToString(3) ?? "0");

    /// <summary>A request with the headers that every route gets; the key only where the route asks for one.</summary>
    public HttpRequestMessage Request(HttpMethod method, Uri address, bool withKey = true)
    {
        var key = withKey ? Key() : null;
        var request = new HttpRequestMessage(method, address);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
        request.Headers.Add("X-Runway-Version", options.ApiVersion);
        request.Headers.UserAgent.Add(Agent);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    /// <summary>The key.</summary>
    /// <exception cref="NotConfiguredException">There is none.</exception>
    public ApiKey Key() => options.ApiKey ?? throw MissingKey()!;

    /// <summary>The error when there is no key; else null.</summary>
    public NotConfiguredException? MissingKey() => options.ApiKey is null ? new(NoKey(options.NameOf(nameof(options.ApiKey)))) : null;

    private string NoKey(string name) => options.ApiKeyWasPlaceholder
        ? $"There is no API key: {name} holds an unexpanded placeholder such as ${{NAME}}, which whatever starts this program was to fill in. Set {name} to a CometAPI key."
        : $"There is no API key. Set {name} to a CometAPI key.";
}
