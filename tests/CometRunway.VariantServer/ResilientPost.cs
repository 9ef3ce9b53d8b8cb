using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace CometRunway.VariantServer;

/// <summary>
/// Intentionally broken: the create request goes through the retry strategy of Polly, as with the standard resilience handler of .NET. It replaces
/// the sockets handler, because the library removes such handlers above it.
/// </summary>
internal static class ResilientPost
{
    public static HttpMessageHandler Create() => new CopyingHandler
    {
        InnerHandler = new ResilienceHandler(new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new HttpRetryStrategyOptions { Delay = TimeSpan.FromMilliseconds(20), MaxRetryAttempts = 2 })
            .Build())
        {
            InnerHandler = new SocketsHttpHandler(),
        },
    };
}

/// <summary>Sends a copy of the request, whose body can be sent again.</summary>
internal sealed class CopyingHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var copy = await RequestCopy.OfAsync(request, cancellationToken);
        return await base.SendAsync(copy, cancellationToken);
    }
}
