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

    /// <summary>True when this attempt sent the body.</summary>
    public bool WasSent { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
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
