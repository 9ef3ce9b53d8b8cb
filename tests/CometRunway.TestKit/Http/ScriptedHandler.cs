using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace CometRunway.TestKit.Http;

/// <summary>A primary handler that returns queued responses in order and records the requests. A request without a queued response is an error.</summary>
public sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly ConcurrentQueue<Step> _steps = new();
    private readonly ConcurrentQueue<SentRequest> _sent = new();

    private delegate Task<HttpResponseMessage> Step(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>The requests in order. Requests whose connection failed are included without a body.</summary>
    public IReadOnlyList<SentRequest> Sent => [.. _sent];

    /// <summary>Queues a response with a JSON body, or with a body of another media type.</summary>
    public ScriptedHandler Answer(HttpStatusCode status, string body = "", string? mediaType = "application/json", params (string Name, string Value)[] headers) =>
        Answer((int)status, Encoding.UTF8.GetBytes(body), mediaType, headers);

    /// <summary>Queues a response with raw bytes.</summary>
    public ScriptedHandler Answer(int status, byte[] body, string? mediaType = "application/json", params (string Name, string Value)[] headers) =>
        Answer(() =>
        {
            var content = new ByteArrayContent(body);
            if (mediaType is not null)
                content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
        }, headers);

    /// <summary>Queues a response whose body is a stream, for bodies that end early, never end or are observed.</summary>
    public ScriptedHandler AnswerStream(HttpStatusCode status, Stream body, string mediaType = "application/json") =>
        Answer(() =>
        {
            var content = new StreamContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            return new HttpResponseMessage(status) { Content = content };
        });

    /// <summary>Queues a connection failure. The request is not read.</summary>
    public ScriptedHandler FailToConnect(HttpRequestError error = HttpRequestError.ConnectionError) => Add(async (request, _) =>
    {
        await RecordAsync(request, withBody: false);
        throw new HttpRequestException(error, "scripted");
    });

    /// <summary>Queues a connection failure after the request was read.</summary>
    public ScriptedHandler BreakAfterSending(HttpRequestError error = HttpRequestError.ResponseEnded) => Add(async (request, _) =>
    {
        await RecordAsync(request, withBody: true);
        throw new HttpRequestException(error, "scripted");
    });

    /// <summary>
    /// Queues a wait before the connection is open. It sets <paramref name="begun"/> and continues with the next step after
    /// <paramref name="released"/>.
    /// </summary>
    public ScriptedHandler HoldBeforeSending(TaskCompletionSource begun, Task released) => Add(async (request, cancellationToken) =>
    {
        begun.TrySetResult();
        await released.WaitAsync(cancellationToken);
        return await NextAsync(request, cancellationToken);
    });

    /// <summary>
    /// Queues a wait after the request was read. It sets <paramref name="taken"/> and continues with the next step after <paramref name="released"/>.
    /// </summary>
    public ScriptedHandler HoldAfterSending(TaskCompletionSource taken, Task released) => Add(async (request, cancellationToken) =>
    {
        if (request.Content is not null)
            await request.Content.ReadAsByteArrayAsync(CancellationToken.None);
        taken.TrySetResult();
        await released.WaitAsync(cancellationToken);
        return await NextAsync(request, cancellationToken);
    });

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        NextAsync(request, cancellationToken);

    private Task<HttpResponseMessage> NextAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _steps.TryDequeue(out var step)
            ? step(request, cancellationToken)
            : throw new InvalidOperationException($"No response is scripted for {request.Method} {request.RequestUri}.");

    private ScriptedHandler Answer(Func<HttpResponseMessage> create, params (string Name, string Value)[] headers) => Add(async (request, cancellationToken) =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        await RecordAsync(request, withBody: true);
        var response = create();
        response.RequestMessage = request;
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    });

    private ScriptedHandler Add(Step step)
    {
        _steps.Enqueue(step);
        return this;
    }

    private async Task RecordAsync(HttpRequestMessage request, bool withBody)
    {
        var body = withBody && request.Content is not null ? await request.Content.ReadAsStringAsync(CancellationToken.None) : null;
        var headers = request.Headers.NonValidated.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _sent.Enqueue(new SentRequest(request.Method, request.RequestUri!, headers, body));
    }
}
