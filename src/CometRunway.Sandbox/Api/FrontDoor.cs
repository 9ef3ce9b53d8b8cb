using CometRunway.Sandbox.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CometRunway.Sandbox.Api;

/// <summary>The first and last to see a request: keeps strangers out, and turns the sandbox's own mistakes into a 500 and a line in the log.</summary>
internal sealed partial class FrontDoor(ILogger log, TimeProvider clock)
{
    public async Task EnterAsync(HttpContext http, RequestDelegate next)
    {
        if (!LoopbackGuard.Admits(http.Request))
        {
            await WriteAsync(http, LoopbackGuard.Refusal).ConfigureAwait(false);
            return;
        }

        try
        {
            await next(http).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody is left to answer.
        }
        catch (BadHttpRequestException)
        {
            // The client sent half a request, or none that HTTP knows; the server closes the connection.
            http.Abort();
        }
        catch (Exception e)
        {
            LogMistake(log, http.Request.Path, e);
            if (!http.Response.HasStarted)
            {
                http.Response.Clear();
                var scene = new FaultScene(RequestId.Next(clock), http.Request.Path, null, null);
                await WriteAsync(http, Answer.Json(500, FaultBodies.Gateway(scene, "sandbox_error", "the sandbox itself went wrong"))).ConfigureAwait(false);
            }
        }
    }

    private static async Task WriteAsync(HttpContext http, Answer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sandbox itself went wrong at {Path}.")]
    private static partial void LogMistake(ILogger log, string path, Exception exception);
}
