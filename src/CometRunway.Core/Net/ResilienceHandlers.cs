using Microsoft.Extensions.Http.Resilience;

namespace CometRunway.Net;

/// <summary>The handlers of Microsoft.Extensions.Http.Resilience in a pipeline: retry, hedging and timeout.</summary>
internal static class ResilienceHandlers
{
    /// <summary>Removes all resilience handlers.</summary>
    public static void RemoveFrom(IList<DelegatingHandler> handlers)
    {
        for (var i = handlers.Count - 1; i >= 0; i--)
        {
            if (handlers[i] is ResilienceHandler)
                handlers.RemoveAt(i);
        }
    }
}
