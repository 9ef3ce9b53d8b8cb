using System.Net;

namespace CometRunway.Api.Http;

/// <summary>The body of one attempt to send. It checks the guard before it is written, so that only one attempt sends the body.</summary>
internal sealed class SendOnceContent : HttpContent
{
    private readonly HttpContent _body;
    private readonly SendOnceGuard _guard;

    public SendOnceContent(HttpContent body, SendOnceGuard guard)
    {
        _body = body;
        _guard = guard;
        foreach (var (name, values) in body.Headers.NonValidated)
            Headers.TryAddWithoutValidation(name, values);
    }

    /// <summary>
    /// True if reading the body into memory fails. A primary handler that has read the body could send it several times, and no later check
    /// would notice.
    /// </summary>
    public bool RefusesToBuffer { get; init; }

    /// <summary>True when this attempt sent the body.</summary>
    public bool WasSent { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // HttpContent reads a body into memory through a private stream type of its own.
        if (RefusesToBuffer && stream.GetType().DeclaringType == typeof(HttpContent))
            throw new SendOnceException("The primary HTTP handler of this app reads the body of the request that creates a paid task. The request is not sent, because sending it twice could not be prevented. Add the handler with AddHttpMessageHandler instead.") { IsUnsent = true };
        _guard.MarkSent();
        WasSent = true;
        return _body.CopyToAsync(stream, context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Headers.ContentLength ?? 0;
        return _body.Headers.ContentLength is not null;
    }
}
