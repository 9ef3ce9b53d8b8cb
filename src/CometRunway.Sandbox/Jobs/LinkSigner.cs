using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CometRunway.Sandbox.Jobs;

/// <summary>Signs output links. The link contains the expiry time, so links are not stored.</summary>
internal sealed class LinkSigner(TimeProvider clock, TimeSpan lifetime)
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    public string Sign(string id)
    {
        var expiry = (clock.GetUtcNow() + lifetime).UtcTicks.ToString("x", CultureInfo.InvariantCulture);
        return $"{expiry}.{Mac(id, expiry)}";
    }

    public bool IsValid(string id, string? token)
    {
        var dot = token?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 0 || !long.TryParse(token.AsSpan(0, dot), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks))
        {
            return false;
        }

        var mac = Encoding.UTF8.GetBytes(Mac(id, token![..dot]));
        return CryptographicOperations.FixedTimeEquals(mac, Encoding.UTF8.GetBytes(token[(dot + 1)..])) && clock.GetUtcNow().UtcTicks < ticks;
    }

    private string Mac(string id, string expiry) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{id}.{expiry}")).AsSpan(0, 16));
}
