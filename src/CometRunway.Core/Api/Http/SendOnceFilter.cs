using CometRunway.Net;
using Microsoft.Extensions.Http;

namespace CometRunway.Api.Http;

/// <summary>
/// Builds the pipeline of the paid client: without the resilience handlers that an app adds to all its clients or to this one by name, and
/// with <see cref="SendOnceHandler"/> inside all others. A filter, because it sees the pipeline after every other registration.
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
