using CometRunway.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>Rejects requests from web pages. A browser on this machine can reach loopback too, under any host name that an attacker's DNS resolves to it.</summary>
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
