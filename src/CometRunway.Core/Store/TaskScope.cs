using System.Security.Cryptography;
using System.Text;
using CometRunway.Options;

namespace CometRunway.Store;

/// <summary>The owner of tasks and limits: a base address, an API key and a caller. <see cref="ITaskStore.GetScopeAsync"/> creates it.</summary>
/// <param name="Value">An opaque string.</param>
public sealed record TaskScope(string Value)
{
    /// <summary>
    /// An opaque string for the base address and the API key, the same for all callers. Tasks of one account can be polled together. Without a caller
    /// it equals <see cref="Value"/>.
    /// </summary>
    public string Account { get; init; } = Value;

    /// <summary>True if the scope belongs to a single caller.</summary>
    public bool IsCallers => Account != Value;
}

/// <summary>
/// Computes the value of a scope: a keyed hash with a random salt that stays in the ledger, so that the key cannot be guessed from logs or replies.
/// </summary>
internal static class ScopeHash
{
    private const int Letters = 32;

    public static string Of(string salt, Uri baseAddress, ApiKey? key, string? callerId)
    {
        string?[] parts = ["scope 1", Address(baseAddress), key?.Reveal(), callerId];
        var text = string.Concat(parts.Select(part => part is null ? "-:" : $"{part.Length}:{part}"));
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(text)))[..Letters];
    }

    /// <summary>Normalises equivalent base addresses. A change of the result would hide the rows of existing ledgers.</summary>
    private static string Address(Uri address) => address.GetLeftPart(UriPartial.Authority).ToLowerInvariant() + GatewayAddress.RootPath(address);
}
