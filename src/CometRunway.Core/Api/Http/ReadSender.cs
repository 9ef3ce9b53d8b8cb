using CometRunway.Errors;
using CometRunway.Options;
using Polly.Timeout;

namespace CometRunway.Api.Http;

/// <summary>Sends the requests that cost nothing: reads, which the HTTP pipeline retries, and cancel requests, which are sent once.</summary>
internal sealed class ReadSender(HttpClient http, CometRunwayOptions options, TimeProvider time)
{
    /// <summary>Returns the response, whether it is a success or an error.</summary>
    public async Task<ApiResponse> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The pipeline has a timeout for each read attempt. A cancel request has one attempt, so its timeout is set here.
        using var timeout = new CancellationTokenSource(
            request.Method == HttpMethod.Get ? Timeout.InfiniteTimeSpan : options.ReadTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token).ConfigureAwait(false);
            return await ApiResponse.ReadAsync(response, time, linked.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is (HttpRequestException or IOException or OperationCanceledException or TimeoutRejectedException))
        {
            throw Failure(request.RequestUri!, exception);
        }
    }

    private CometRunwayConnectionException Failure(Uri address, Exception exception)
    {
        var neverConnected = ConnectFailure.Is(exception);
        var message = neverConnected
            ? $"The connection to {address.Authority} did not open ({ConnectFailure.Reason(exception)})."
            : exception is OperationCanceledException or TimeoutRejectedException
                ? $"{address.Authority} did not answer within {options.ReadTimeout.TotalSeconds:0.###} s."
                : $"The answer from {address.Authority} did not arrive ({ConnectFailure.Reason(exception)}).";
        return new CometRunwayConnectionException(message, neverConnected, exception) { IsTransient = true };
    }
}
