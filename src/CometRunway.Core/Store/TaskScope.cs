using System.Security.Cryptography;
using System.Text;
using CometRunway.Options;

namespace CometRunway.Store;

/// <summary>
/// A base address, an API key and a caller. Tasks and limits belong to the address and the caller, whichever API key they were created with.
/// <see cref="ITaskStore.GetScopeAsync"/> creates it.
/// </summary>
/// <param name="Value">An opaque string for the base address, the API key and the caller.</param>
public sealed record TaskScope(string Value)
{
    /// <summary>
    /// An opaque string for the base address and the API key, the same for all callers. Tasks of one account can be polled together. Without a caller
    /// it equals <see cref="Value"/>.
    /// </summary>
    public string Account { get; init; } = Value;

    /// <summary>
    /// An opaque string for the base address and the caller, the same for all API keys of the caller. It equals <see cref="Value"/> if the key is all
    /// that tells users apart: then each key has tasks of its own.
    /// </summary>
    public string Caller { get; init; } = Value;

    /// <summary>True if the scope belongs to a single caller.</summary>
    public bool IsCallers => Account != Value;

    /// <summary>Returns true if tasks of the other scope belong to this one: it is the same scope, or the same caller with another key.</summary>
    public bool Includes(TaskScope other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Value == Value || other.Caller == Caller;
    }
}

/// <summary>
/// Computes the value of a scope: a keyed hash with a random salt that stays in the ledger, so that the key cannot be guessed from logs or replies.
/// </summary>
internal static class ScopeHash
{
    private const int Letters = 32;

    public static string Of(string salt, Uri baseAddress, ApiKey? key, string? callerId) =>
        Of(salt, "scope 1", Address(baseAddress), key?.Reveal(), callerId);

    public static string OfCaller(string salt, Uri baseAddress, string? callerId) => Of(salt, "caller 1", Address(baseAddress), callerId);

    private static string Of(string salt, params ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part is null ? "-:" : $"{part.Length}:{part}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(text.ToString())))[..Letters];
    }

    /// <summary>Normalises equivalent base addresses. A change of the result would hide the rows of existing ledgers.</summary>
    private static string Address(Uri address) => address.GetLeftPart(UriPartial.Authority).ToLowerInvariant() + GatewayAddress.RootPath(address);
}
