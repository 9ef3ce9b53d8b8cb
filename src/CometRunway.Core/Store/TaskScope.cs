using CometRunway.Store.Sqlite;

namespace CometRunway.Store;

/// <summary>Whose tasks and budget: the base address, the key (hashed) and the caller together. Made by <see cref="SqliteTaskStore.ScopeFor"/>.</summary>
/// <param name="Value">An opaque text.</param>
public sealed record TaskScope(string Value)
{
    /// <summary>
    /// All scopes of the file, to look things up. For a person at their own machine, whose shell may hold another key than their chat
    /// client; nothing is ever created or counted in it, and no model sees it.
    /// </summary>
    public static TaskScope Everything { get; } = new("*");

    /// <summary>
    /// The same address and key, whoever the caller: whose tasks one courier can follow. An opaque text too; without a caller it is
    /// <see cref="Value"/> itself.
    /// </summary>
    public string Account { get; init; } = Value;

    /// <summary>True for the tasks of one caller among several.</summary>
    public bool IsCallers => Account != Value;
}
