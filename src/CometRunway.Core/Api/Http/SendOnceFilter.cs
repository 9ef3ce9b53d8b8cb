using CometRunway.Net;
using Microsoft.Extensions.Http;

namespace CometRunway.Api.Http;

/// <summary>
/// Changes the pipeline of the client for paid requests: removes the resilience handlers of the app and adds <see cref="SendOnceHandler"/> as
/// the innermost handler. It is a filter, so it runs after all other registrations.
/// </summary>
internal sealed class SendOnceFilter(TimeProvider time) : IHttpMessageHandlerBuilderFilter
{
    /// <inheritdoc/>
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (builder.Name != CometRunwayHttpClients.Creates)
            return;
        ResilienceHandlers.RemoveFrom(builder.AdditionalHandlers);
        builder.PrimaryHandler = new SendOnceHandler(time) { InnerHandler = new BodyCapHandler { InnerHandler = builder.PrimaryHandler } };
    };
}
