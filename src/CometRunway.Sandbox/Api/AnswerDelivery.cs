using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Journal;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>Sends an answer, and tells the journal what became of it before the client can know.</summary>
internal sealed class AnswerDelivery(FaultPlan plan, SandboxJournal journal, TimeProvider clock)
{
    private const int SlowPieces = 8;
    private static readonly byte[] FillerBlock = CreateFiller();

    public async Task SendAsync(Exchange exchange, Answer answer)
    {
        var move = (exchange.Fault?.Fault as TransportFault)?.Move;
        journal.Note(exchange.ToJournal(clock.GetUtcNow(), answer.Status));
        if (ReferenceEquals(answer, Answer.Reset))
        {
            Note(exchange, ResponseState.Reset);
            // Kestrel aborts a connection with a TCP reset, not with an orderly end; TransportFaultTests holds it to that.
            exchange.Http.Abort();
            return;
        }

        if (move is not TransportMove.PauseHalfResponse)
        {
            Note(exchange, move is TransportMove.CutBody ? ResponseState.Truncated : StateOf(exchange));
        }

        try
        {
            WriteHead(exchange, answer);
            await WriteBodyAsync(exchange, answer, move).ConfigureAwait(false);
            exchange.Http.RequestAborted.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (exchange.Http.RequestAborted.IsCancellationRequested)
        {
            Note(exchange, ResponseState.ClientDisconnected);
        }
    }

    private static void WriteHead(Exchange exchange, Answer answer)
    {
        var response = exchange.Http.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Filler > 0 || answer.Status == StatusCodes.Status204NoContent ? null : answer.Body.Length;
        if (exchange.Route != Routes.Output)
        {
            response.Headers["X-Oneapi-Request-Id"] = exchange.RequestId;
        }

        SetHeader(response, "Location", answer.Location);
        SetHeader(response, "Retry-After", answer.RetryAfter);
        SetHeader(response, "Content-Range", answer.ContentRange);
        SetHeader(response, "Accept-Ranges", answer.AcceptsRanges ? "bytes" : null);
    }

    private static void SetHeader(HttpResponse response, string name, string? value)
    {
        if (value is not null)
        {
            response.Headers[name] = value;
        }
    }

    private async Task WriteBodyAsync(Exchange exchange, Answer answer, TransportMove? move)
    {
        var http = exchange.Http;
        if (HttpMethods.IsHead(http.Request.Method) || (answer.Body.IsEmpty && answer.Filler == 0))
        {
            return;
        }

        var body = http.Response.Body;
        var half = answer.Body.Length / 2;
        switch (move)
        {
            case TransportMove.CutBody:
                // Fewer bytes than announced: the server ends the connection behind them by itself.
                await body.WriteAsync(answer.Body[..half], http.RequestAborted).ConfigureAwait(false);
                return;
            case TransportMove.SlowBody:
                await WriteSlowlyAsync(http, answer.Body, TimeSpan.FromMilliseconds(exchange.Fault!.Rule.PauseMilliseconds)).ConfigureAwait(false);
                return;
            case TransportMove.PauseHalfResponse:
                await body.WriteAsync(answer.Body[..half], http.RequestAborted).ConfigureAwait(false);
                await body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
                await plan.PauseAsync("half-response", exchange.TaskId, http.RequestAborted).ConfigureAwait(false);
                Note(exchange, StateOf(exchange));
                await body.WriteAsync(answer.Body[half..], http.RequestAborted).ConfigureAwait(false);
                return;
            default:
                await body.WriteAsync(answer.Body, http.RequestAborted).ConfigureAwait(false);
                await WriteFillerAsync(http, answer.Filler).ConfigureAwait(false);
                return;
        }
    }

    private async Task WriteSlowlyAsync(HttpContext http, ReadOnlyMemory<byte> bytes, TimeSpan pause)
    {
        var size = Math.Max(1, (bytes.Length + SlowPieces - 1) / SlowPieces);
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

    private void Note(Exchange exchange, ResponseState state)
    {
        if (exchange.Accepted)
        {
            journal.Update(exchange.TaskId, task => task with { Response = state });
        }
    }

    private static ResponseState StateOf(Exchange exchange) =>
        exchange.Fault?.Fault is AnswerFault { SaysId: false } ? ResponseState.SentWithoutId : ResponseState.Sent;

    private static byte[] CreateFiller()
    {
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)'x');
        return block;
    }
}
