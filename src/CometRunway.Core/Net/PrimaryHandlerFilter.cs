using Microsoft.Extensions.Http;

namespace CometRunway.Net;

/// <summary>Completes the pipeline of one HTTP client after all other registrations, so that no order of registrations bypasses it.</summary>
/// <param name="name">The name of the client.</param>
/// <param name="complete">Changes the pipeline. Its primary handler is the app's, or the default one.</param>
internal sealed class PrimaryHandlerFilter(string name, Action<HttpMessageHandlerBuilder> complete) : IHttpMessageHandlerBuilderFilter
{
    /// <inheritdoc/>
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (builder.Name == name)
            complete(builder);
    };
}
