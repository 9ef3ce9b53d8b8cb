using System.Net;
using System.Net.Http.Headers;

namespace CometRunway.Http;

/// <summary>A JSON body that tells the gate when it is about to be written.</summary>
internal sealed class GatedContent : HttpContent
{
    private readonly byte[] _body;
    private readonly DepartureGate _gate;

    public GatedContent(byte[] body, DepartureGate gate)
    {
        _body = body;
        _gate = gate;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _gate.Depart();
        await stream.WriteAsync(_body, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
