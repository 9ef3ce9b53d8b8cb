using Microsoft.Extensions.Http.Resilience;

namespace CometRunway.Net;

/// <summary>Handlers of Microsoft.Extensions.Http.Resilience in a pipeline: retry, hedging, timeout, whoever added them.</summary>
internal static class ResilienceHandlers
{
    /// <summary>Takes all of them out.</summary>
    public static void RemoveFrom(IList<DelegatingHandler> handlers)
    {
        for (var i = handlers.Count - 1; i >= 0; i--)
        {
            if (handlers[i] is ResilienceHandler)
                handlers.RemoveAt(i);
        }
    }
}
