using System.Collections.Concurrent;
using System.Net;
using System.Text;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Polling;

/// <summary>A service that answers each read of a task by a function, and counts them.</summary>
internal sealed class PolledService(Func<string, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, int> _reads = new(StringComparer.Ordinal);

    public static HttpResponseMessage Running(string id, double progress = 0.5) => Json(HttpStatusCode.OK, FormattableString.Invariant($$"""{"id":"{{id}}","status":"RUNNING","progress":{{progress}}}"""));

    public static HttpResponseMessage Succeeded(string id, Uri link) => Json(HttpStatusCode.OK, $$"""{"id":"{{id}}","status":"SUCCEEDED","output":["{{link}}"]}""");

    public static HttpResponseMessage NotFound() => Json(HttpStatusCode.BadRequest, """{"code":"task_not_exist","message":"no such task"}""");

    public static HttpResponseMessage Fault() => Json(HttpStatusCode.BadGateway, "{}");

    public static HttpResponseMessage TooMany(TimeSpan? retryAfter)
    {
        var response = Json(HttpStatusCode.TooManyRequests, "{}");
        response.Headers.RetryAfter = retryAfter is { } wait ? new(wait) : null;
        return response;
    }

    public int ReadsOf(string id) => _reads.GetValueOrDefault(id);

    /// <summary>
    /// Moves the clock second by second until something has happened. After each step, the poller has a moment of real time to do what is due; a slow machine
    /// makes the steps too many and never too few.
    /// </summary>
    public static Task<TimeSpan> UntilAsync(FakeTimeProvider time, Func<bool> isReached, CancellationToken cancellationToken) =>
        UntilAsync(time, () => Task.FromResult(isReached()), cancellationToken);

    /// <inheritdoc cref="UntilAsync(FakeTimeProvider, Func{bool}, CancellationToken)"/>
    public static async Task<TimeSpan> UntilAsync(FakeTimeProvider time, Func<Task<bool>> isReached, CancellationToken cancellationToken, TimeSpan? step = null)
    {
        var begun = time.GetUtcNow();
        var never = new TaskCompletionSource().Task;
        using var limit = new CancellationTokenSource(TestTimeout.Limit);
        while (!await isReached())
        {
            cancellationToken.ThrowIfCancellationRequested();
            limit.Token.ThrowIfCancellationRequested();
            time.Advance(step ?? TimeSpan.FromSeconds(1));
            await never.WaitAsync(TimeSpan.FromMilliseconds(10), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        return time.GetUtcNow() - begun;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var id = request.RequestUri!.Segments[^1];
        _reads.AddOrUpdate(id, 1, static (_, reads) => reads + 1);
        return Task.FromResult(answer(id));
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
