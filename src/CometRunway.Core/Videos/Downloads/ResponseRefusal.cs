using System.Net;

namespace CometRunway.Videos.Downloads;

/// <summary>The reason for a response that is no success.</summary>
internal static class ResponseRefusal
{
    public static DownloadException Of(HttpResponseMessage response, Uri link, GatewayLinks gateway)
    {
        var address = response.RequestMessage?.RequestUri ?? link;
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized when gateway.Contains(address) => new(
                DownloadFailure.LinkNeedsKey,
                $"The video's link at {address.IdnHost} is one of the service and requires the API key, and the key of this task {(gateway.Key is null ? "is not known here" : "was not accepted")} (HTTP {status}).",
                retryLater: true),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone =>
                new(DownloadFailure.LinkRejected, $"The video's link at {address.IdnHost} is not accepted (HTTP {status}).", retryLater: true),
            _ => new(DownloadFailure.ServiceError, $"{address.IdnHost} answered HTTP {status} instead of the video.", retryLater: IsPassing(response.StatusCode)),
        };
    }

    /// <summary>True for a status after which the same request can succeed.</summary>
    public static bool IsPassing(HttpStatusCode status) => (int)status is 408 or 425 or 429 or >= 500;
}
