using System.Security.Cryptography;
using System.Text;
using CometRunway.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>Validates the API key and maps it to an account name, which is a hash. Keys are not stored.</summary>
internal sealed class BearerAuthentication(string? expectedKey, bool oneAccount)
{
    private const string Scheme = "Bearer ";

    /// <summary>Returns the account of the request, or null if the request is not authorized.</summary>
    public string? Authenticate(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || WithoutPrefix(header[Scheme.Length..]) is not { Length: > 0 } key)
        {
            return null;
        }

        var hash = Hash(key);
        if (expectedKey is not null && !CryptographicOperations.FixedTimeEquals(hash, Hash(WithoutPrefix(expectedKey))))
        {
            return null;
        }

        return oneAccount ? "account" : Convert.ToHexStringLower(hash);
    }

    public static ApiResponse Unauthorized(string requestId) => ApiResponse.Json(401, ResponseBodies.Gateway(new(requestId, "", null, null), "", "invalid token"));

    /// <summary>Removes the optional prefix. The gateway accepts keys with and without it.</summary>
    private static string WithoutPrefix(string key)
    {
        key = key.Trim();
        return key.StartsWith("sk-", StringComparison.Ordinal) ? key[3..] : key;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
