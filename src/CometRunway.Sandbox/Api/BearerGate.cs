using System.Security.Cryptography;
using System.Text;
using CometRunway.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>Checks the key and turns it into the name of an account, so that no key is kept.</summary>
internal sealed class BearerGate(string? expected)
{
    private const string Scheme = "Bearer ";

    /// <summary>The account, or null when the request is refused.</summary>
    public string? AccountOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? AccountOf(header[Scheme.Length..]) : null;
    }

    public string? AccountOf(string? key)
    {
        key = Bare(key);
        if (key.Length == 0)
        {
            return null;
        }

        var hash = Hash(key);
        return expected is null || CryptographicOperations.FixedTimeEquals(hash, Hash(Bare(expected))) ? Convert.ToHexStringLower(hash) : null;
    }

    public static Answer Refusal(string requestId) => Answer.Json(401, FaultBodies.Gateway(new(requestId, "", null, null), "", "invalid token"));

    /// <summary>The gateway takes keys with and without their prefix.</summary>
    private static string Bare(string? key)
    {
        key = key?.Trim() ?? "";
        return key.StartsWith("sk-", StringComparison.Ordinal) ? key[3..] : key;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
