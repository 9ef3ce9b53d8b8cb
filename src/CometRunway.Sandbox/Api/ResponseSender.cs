using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Journal;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>Sends responses. The journal is updated first, so that it contains the request before the client receives the response.</summary>
internal sealed class ResponseSender(FaultPlan plan, SandboxJournal journal, TimeProvider clock)
{
    private const int SlowBodyChunks = 8;
    private static readonly byte[] FillerBlock = CreateFiller();

    public async Task SendAsync(RequestContext context, ApiResponse response)
    {
        var fault = (context.Fault?.Fault as TransportFault)?.Kind;
        journal.AddRequest(context.ToJournal(clock.GetUtcNow(), response.Status));
        if (ReferenceEquals(response, ApiResponse.Reset))
        {
            SetState(context, ResponseState.Reset);
            // Kestrel aborts a connection with a TCP reset (RST). TransportFaultTests verifies this.
            context.Http.Abort();
            return;
        }

        if (fault is not TransportFaultKind.PauseHalfResponse)
        {
            SetState(context, fault is TransportFaultKind.CutBody ? ResponseState.Truncated : StateOf(context));
        }

        try
        {
            WriteHeaders(context, response);
            await WriteBodyAsync(context, response, fault).ConfigureAwait(false);
            context.Http.RequestAborted.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (context.Http.RequestAborted.IsCancellationRequested)
        {
            SetState(context, ResponseState.ClientDisconnected);
        }
    }

    private static void WriteHeaders(RequestContext context, ApiResponse response)
    {
        var http = context.Http.Response;
        http.StatusCode = response.Status;
        http.ContentType = response.ContentType;
        http.ContentLength = response.FillerBytes > 0 || response.Status == StatusCodes.Status204NoContent ? null : response.Body.Length;
        if (context.Route != RouteNames.Output)
        {
            http.Headers["X-Oneapi-Request-Id"] = context.RequestId;
        }

        SetHeader(http, "Location", response.Location);
        SetHeader(http, "Retry-After", response.RetryAfter);
        SetHeader(http, "Content-Range", response.ContentRange);
        SetHeader(http, "Content-Encoding", response.ContentEncoding);
        SetHeader(http, "ETag", response.EntityTag);
        SetHeader(http, "Accept-Ranges", response.AcceptsRanges ? "bytes" : null);
    }

    private static void SetHeader(HttpResponse response, string name, string? value)
    {
        if (value is not null)
        {
            response.Headers[name] = value;
        }
    }

    private async Task WriteBodyAsync(RequestContext context, ApiResponse response, TransportFaultKind? fault)
    {
        var http = context.Http;
        if (HttpMethods.IsHead(http.Request.Method) || (response.Body.IsEmpty && response.FillerBytes == 0))
        {
            return;
        }

        var body = http.Response.Body;
        var half = response.Body.Length / 2;
        switch (fault)
        {
            case TransportFaultKind.CutBody:
                // The body is shorter than its Content-Length, so Kestrel closes the connection.
                await body.WriteAsync(response.Body[..half], http.RequestAborted).ConfigureAwait(false);
                return;
            case TransportFaultKind.SlowBody:
                await WriteSlowlyAsync(http, response.Body, TimeSpan.FromMilliseconds(context.Fault!.Rule.PauseMilliseconds)).ConfigureAwait(false);
                return;
            case TransportFaultKind.PauseHalfResponse:
                await body.WriteAsync(response.Body[..half], http.RequestAborted).ConfigureAwait(false);
                await body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
                await plan.PauseAsync("half-response", context.TaskId, http.RequestAborted).ConfigureAwait(false);
                SetState(context, StateOf(context));
                await body.WriteAsync(response.Body[half..], http.RequestAborted).ConfigureAwait(false);
                return;
            default:
                await body.WriteAsync(response.Body, http.RequestAborted).ConfigureAwait(false);
                await WriteFillerAsync(http, response.FillerBytes).ConfigureAwait(false);
                return;
        }
    }

    private async Task WriteSlowlyAsync(HttpContext http, ReadOnlyMemory<byte> bytes, TimeSpan pause)
    {
        var size = Math.Max(1, (bytes.Length + SlowBodyChunks - 1) / SlowBodyChunks);
        for (var at = 0; at < bytes.Length; at += size)
        {
            await Task.Delay(at == 0 ? TimeSpan.Zero : pause, clock, http.RequestAborted).ConfigureAwait(false);
            await http.Response.Body.WriteAsync(bytes[at..Math.Min(bytes.Length, at + size)], http.RequestAborted).ConfigureAwait(false);
            await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task WriteFillerAsync(HttpContext http, long length)
    {
        for (var left = length; left > 0; left -= FillerBlock.Length)
        {
            await http.Response.Body.WriteAsync(FillerBlock.AsMemory(0, (int)Math.Min(left, FillerBlock.Length)), http.RequestAborted).ConfigureAwait(false);
        }
    }

    private void SetState(RequestContext context, ResponseState state)
    {
        if (context.Accepted)
        {
            journal.Update(context.TaskId, task => task with { Response = state });
        }
    }

    private static ResponseState StateOf(RequestContext context) =>
        context.Fault?.Fault is ResponseFault { IncludesId: false } ? ResponseState.SentWithoutId : ResponseState.Sent;

    private static byte[] CreateFiller()
    {
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)'x');
        return block;
    }
}
