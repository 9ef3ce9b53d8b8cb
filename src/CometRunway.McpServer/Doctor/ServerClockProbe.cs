namespace CometRunway.McpServer.Doctor;

/// <summary>Measures how far the service's clock is ahead of ours, from the <c>Date</c> header of its first response.</summary>
internal sealed class ServerClockProbe(TimeProvider time)
{
    /// <summary>How far the service's clock is ahead; null before a response with the header.</summary>
    public TimeSpan? ServiceAhead { get; private set; }

    /// <summary>A handler for one client.</summary>
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
