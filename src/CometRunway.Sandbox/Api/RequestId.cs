using System.Globalization;
using System.Security.Cryptography;

namespace CometRunway.Sandbox.Api;

/// <summary>Request ids in the gateway's form: the time to 100 nanoseconds, and eight letters.</summary>
internal static class RequestId
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string Next(TimeProvider clock) =>
        clock.GetUtcNow().ToString("yyyyMMddHHmmssfffffff", CultureInfo.InvariantCulture) + RandomNumberGenerator.GetString(Letters, 8);
}
