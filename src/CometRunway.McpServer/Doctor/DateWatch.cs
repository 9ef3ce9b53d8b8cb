namespace CometRunway.McpServer.Doctor;

/// <summary>Notes the service's clock beside ours, from the first answer that tells it.</summary>
internal sealed class DateWatch(TimeProvider time)
{
    /// <summary>How far the service's clock is ahead of ours; null before an answer told.</summary>
    public TimeSpan? ServiceAhead { get; private set; }

    /// <summary>A handler for one client.</summary>
    public DelegatingHandler Handler() => new Watching(this);

    private sealed class Watching(DateWatch watch) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (watch.ServiceAhead is null && response.Headers.Date is { } date)
                watch.ServiceAhead = date - watch.Now();
            return response;
        }
    }

    private DateTimeOffset Now() => time.GetUtcNow();
}
