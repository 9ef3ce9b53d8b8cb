using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CometRunway.Sandbox.Jobs;

/// <summary>Signs output links. The link contains the expiry time, so links are not stored.</summary>
internal sealed class LinkSigner(TimeProvider clock, TimeSpan lifetime)
{
    private const string SignatureField = "&Signature=";
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    public string Sign(string id)
    {
        var expiry = (clock.GetUtcNow() + lifetime).UtcTicks.ToString("x", CultureInfo.InvariantCulture);
        return $"{expiry}.{Mac($"{id}.{expiry}")}";
    }

    public bool IsValid(string id, string? token)
    {
        var dot = token?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 0 || !long.TryParse(token.AsSpan(0, dot), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks))
        {
            return false;
        }

        return IsSame(Mac($"{id}.{token![..dot]}"), token[(dot + 1)..]) && clock.GetUtcNow().UtcTicks < ticks;
    }

    /// <summary>Signs a request target as it is written, with percent-escapes in upper and lower case and of characters that need none.</summary>
    public string SignTarget(string path)
    {
        var target = $"{path}?X%2dExpires={(clock.GetUtcNow() + lifetime).UtcTicks:x}&X-Credential=a%2Fb%2fc%7Ed";
        return $"{target}{SignatureField}{Mac(target)}";
    }

    /// <summary>Validates a request target from <see cref="SignTarget"/>, byte for byte as the client sent it.</summary>
    public bool IsValidTarget(string target)
    {
        var at = target.LastIndexOf(SignatureField, StringComparison.Ordinal);
        if (at < 0 || !IsSame(Mac(target[..at]), target[(at + SignatureField.Length)..]))
        {
            return false;
        }

        var expiry = target.AsSpan(target.IndexOf('=', StringComparison.Ordinal) + 1);
        return clock.GetUtcNow().UtcTicks < long.Parse(expiry[..expiry.IndexOf('&')], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static bool IsSame(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private string Mac(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
