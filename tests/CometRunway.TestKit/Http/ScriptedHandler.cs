using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace CometRunway.TestKit.Http;

/// <summary>Stands in for the sockets: gives the queued answers in order and records what was sent. One answer too few is an error.</summary>
public sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly ConcurrentQueue<Step> _steps = new();
    private readonly ConcurrentQueue<SentRequest> _sent = new();

    private delegate Task<HttpResponseMessage> Step(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>What was sent, in order; also requests whose connection failed, which have no body.</summary>
    public IReadOnlyList<SentRequest> Sent => [.. _sent];

    /// <summary>An answer with a JSON body (or another media type).</summary>
    public ScriptedHandler Answer(HttpStatusCode status, string body = "", string? mediaType = "application/json", params (string Name, string Value)[] headers) =>
        Answer((int)status, Encoding.UTF8.GetBytes(body), mediaType, headers);

    /// <summary>An answer of raw bytes.</summary>
    public ScriptedHandler Answer(int status, byte[] body, string? mediaType = "application/json", params (string Name, string Value)[] headers) =>
        Answer(() =>
        {
            var content = new ByteArrayContent(body);
            if (mediaType is not null)
                content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
        }, headers);

    /// <summary>An answer whose body is read from a stream, for bodies that break off, never end or are watched.</summary>
    public ScriptedHandler AnswerStream(HttpStatusCode status, Stream body, string mediaType = "application/json") =>
        Answer(() =>
        {
            var content = new StreamContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            return new HttpResponseMessage(status) { Content = content };
        });

    /// <summary>The connection does not open: nothing is taken from the request.</summary>
    public ScriptedHandler FailToConnect(HttpRequestError error = HttpRequestError.ConnectionError) => Add(async (request, _) =>
    {
        await RecordAsync(request, withBody: false);
        throw new HttpRequestException(error, "scripted");
    });

    /// <summary>The request is taken, and then the connection breaks.</summary>
    public ScriptedHandler BreakAfterSending(HttpRequestError error = HttpRequestError.ResponseEnded) => Add(async (request, _) =>
    {
        await RecordAsync(request, withBody: true);
        throw new HttpRequestException(error, "scripted");
    });

    /// <summary>Waits with the connection not yet open; tells when it has begun, and goes on with the next step when released.</summary>
    public ScriptedHandler HoldBeforeSending(TaskCompletionSource begun, Task released) => Add(async (request, cancellationToken) =>
    {
        begun.TrySetResult();
        await released.WaitAsync(cancellationToken);
        return await NextAsync(request, cancellationToken);
    });

    /// <summary>Takes the request, then waits; tells when it was taken, and goes on with the next step when released.</summary>
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
            : throw new InvalidOperationException($"No answer is scripted for {request.Method} {request.RequestUri}.");

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
