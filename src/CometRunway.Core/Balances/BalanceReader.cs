using System.Text.Json;
using CometRunway.Wire;

namespace CometRunway.Balances;

/// <summary>Takes the numbers out of an answer, and nothing but numbers.</summary>
internal static class BalanceReader
{
    private const double Largest = 1e15;

    /// <summary>Null when no amount is told.</summary>
    public static AccountBalance? Read(JsonElement json, DateTimeOffset readAt)
    {
        var balance = new AccountBalance
        {
            ReadAt = readAt,
            Used = (decimal?)Bounded(json, "total_used_quota"),
            Quota = (decimal?)Bounded(json, "total_quota"),
            Requests = (long?)Bounded(json, "request_count"),
        };
        return balance is { Used: null, Quota: null } ? null : balance;
    }

    private static double? Bounded(JsonElement json, string name) =>
        json.Number(name) is { } number && Math.Abs(number) < Largest ? number : null;
}
