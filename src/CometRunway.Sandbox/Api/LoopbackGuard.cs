using CometRunway.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>Keeps web pages out: a browser on this machine reaches loopback too, under any name an attacker's DNS gives it.</summary>
internal static class LoopbackGuard
{
    public static bool Admits(HttpRequest request) =>
        IsLoopback(request.Host.Host)
        && (request.Headers.Origin is not [{ } origin] || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsLoopback(page.Host)))
        && request.Headers["Sec-Fetch-Site"] is not ["cross-site"];

    public static Answer Refusal { get; } = Answer.Json(421, FaultBodies.Upstream("The sandbox answers only to this machine's own names, and to no web page."));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host is "127.0.0.1" or "[::1]" or "::1";
}
