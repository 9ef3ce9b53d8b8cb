using System.Text.Json;

namespace CometRunway.Store.Sqlite;

/// <summary>Selects the rows that are polled with one key (<see cref="AccountScope.Includes"/>).</summary>
internal readonly record struct AccountFilter(AccountScope Account)
{
    /// <summary>In the form of the index. Rows of version 1 have no account; their scope is the account.</summary>
    public const string Condition = "(coalesce(account, scope) = $account OR caller IN (SELECT value FROM json_each($callers)))";

    /// <summary>The parameters of the condition.</summary>
    public (string Name, object? Value)[] Values =>
        [("$account", Account.Account), ("$callers", JsonSerializer.Serialize([.. Account.Callers], StoreJson.Default.StringArray))];

    public static implicit operator AccountFilter(AccountScope account) => new(account);
}
