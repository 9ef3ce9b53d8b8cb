namespace CometRunway.Store;

/// <summary>Whose tasks and budget: the base address, the key (hashed) and the caller together. Made by <see cref="ITaskStore.GetScopeAsync"/>.</summary>
/// <param name="Value">An opaque text.</param>
public sealed record TaskScope(string Value)
{
    /// <summary>
    /// The same address and key, whoever the caller: whose tasks can be polled together. An opaque text too; without a caller it is
    /// <see cref="Value"/> itself.
    /// </summary>
    public string Account { get; init; } = Value;

    /// <summary>True for the tasks of one caller among several.</summary>
    public bool IsCallers => Account != Value;
}
