using System.Net;
using System.Net.Http.Headers;

namespace CometRunway.Api.Http;

/// <summary>The request body that the app's handlers receive. It records in the guard when a handler reads it, because that handler may send it itself.</summary>
internal sealed class WatchedContent : HttpContent
{
    private readonly byte[] _body;
    private readonly SendOnceGuard _guard;

    public WatchedContent(byte[] body, SendOnceGuard guard)
    {
        _body = body;
        _guard = guard;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _guard.WasRead = true;
        await stream.WriteAsync(_body, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
