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
