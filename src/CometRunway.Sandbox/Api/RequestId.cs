using System.Globalization;
using System.Security.Cryptography;

namespace CometRunway.Sandbox.Api;

/// <summary>Creates request ids in the gateway's format: the time in units of 100 nanoseconds, followed by eight random characters.</summary>
internal static class RequestId
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string Next(TimeProvider clock) =>
        clock.GetUtcNow().ToString("yyyyMMddHHmmssfffffff", CultureInfo.InvariantCulture) + RandomNumberGenerator.GetString(Letters, 8);
}
