using CometRunway.Sandbox.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CometRunway.Sandbox.Api;

/// <summary>The outermost middleware: rejects requests that <see cref="LoopbackGuard"/> does not allow, and logs unhandled exceptions and returns 500.</summary>
internal sealed partial class ExceptionMiddleware(ILogger log, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!LoopbackGuard.IsAllowed(http.Request))
        {
            await WriteAsync(http, LoopbackGuard.Rejection).ConfigureAwait(false);
            return;
        }

        try
        {
            await next(http).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected.
        }
        catch (BadHttpRequestException)
        {
            // The request is incomplete or malformed.
            http.Abort();
        }
        catch (Exception e)
        {
            LogUnhandledException(log, http.Request.Path, e);
            if (!http.Response.HasStarted)
            {
                http.Response.Clear();
                var context = new FaultContext(RequestId.Next(clock), http.Request.Path, null, null);
                await WriteAsync(http, ApiResponse.Json(500, ResponseBodies.Gateway(context, "sandbox_error", "unhandled exception in the sandbox"))).ConfigureAwait(false);
            }
        }
    }

    private static async Task WriteAsync(HttpContext http, ApiResponse response)
    {
        http.Response.StatusCode = response.Status;
        http.Response.ContentType = response.ContentType;
        http.Response.ContentLength = response.Body.Length;
        await http.Response.Body.WriteAsync(response.Body, http.RequestAborted).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled exception in the sandbox at {Path}.")]
    private static partial void LogUnhandledException(ILogger log, string path, Exception exception);
}

/// <summary>
/// Rejects requests from web pages. A browser on this machine can also access loopback, under any host name that an attacker's DNS server resolves to
/// it.
/// </summary>
internal static class LoopbackGuard
{
    public static bool IsAllowed(HttpRequest request) =>
        IsLoopback(request.Host.Host)
        && (request.Headers.Origin is not [{ } origin] || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsLoopback(page.Host)))
        && request.Headers["Sec-Fetch-Site"] is not ["cross-site"];

    public static ApiResponse Rejection { get; } = ApiResponse.Json(421, ResponseBodies.Upstream("The sandbox accepts requests only under a loopback host name and not from other sites."));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host is "127.0.0.1" or "[::1]" or "::1";
}
