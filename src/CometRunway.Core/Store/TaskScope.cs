using System.Security.Cryptography;
using System.Text;
using CometRunway.Options;

namespace CometRunway.Store;

/// <summary>The owner of tasks and limits: the base address, the hashed key and the caller. Created by <see cref="ITaskStore.GetScopeAsync"/>.</summary>
/// <param name="Value">An opaque text.</param>
public sealed record TaskScope(string Value)
{
    /// <summary>
    /// The same address and key for all callers: their tasks can be polled together. Also an opaque text; without a caller it is
    /// <see cref="Value"/> itself.
    /// </summary>
    public string Account { get; init; } = Value;

    /// <summary>True for the tasks of one caller among several.</summary>
    public bool IsCallers => Account != Value;
}

/// <summary>A scope's name: keyed by a random salt that never leaves the ledger, so that no key can be guessed from logs or replies.</summary>
internal static class ScopeHash
{
    private const int Letters = 32;

    public static string Of(string salt, Uri baseAddress, ApiKey? key, string? callerId)
    {
        string?[] parts = ["scope 1", Address(baseAddress), key?.Reveal(), callerId];
        var text = string.Concat(parts.Select(part => part is null ? "-:" : $"{part.Length}:{part}"));
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(text)))[..Letters];
    }

    /// <summary>The same service under each of the spellings that people have in their variables. A change would hide the rows of existing ledgers.</summary>
    private static string Address(Uri address) => address.GetLeftPart(UriPartial.Authority).ToLowerInvariant() + GatewayAddress.RootPath(address);
}
