namespace CometRunway.McpServer.Doctor;

/// <summary>Measures the difference between the service's clock and the local clock, from the <c>Date</c> header of the first response.</summary>
internal sealed class ServerClockProbe(TimeProvider time)
{
    /// <summary>How far the service's clock is ahead of the local clock, or null before the first response with that header.</summary>
    public TimeSpan? ServiceAhead { get; private set; }

    /// <summary>Creates a handler for one HTTP client.</summary>
    public DelegatingHandler CreateHandler() => new Handler(this);

    private void Read(HttpResponseMessage response)
    {
        if (ServiceAhead is null && response.Headers.Date is { } date)
            ServiceAhead = date - time.GetUtcNow();
    }

    private sealed class Handler(ServerClockProbe probe) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            probe.Read(response);
            return response;
        }
    }
}
