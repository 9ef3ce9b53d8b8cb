namespace CometRunway.Store.Sqlite;

/// <summary>Who holds a row or a lease: this process, and within it this ledger object.</summary>
internal sealed class StoreOwner
{
    private readonly ProcessMark _process = ProcessMark.Current();

    public StoreOwner() => Name = $"{_process}|{Guid.NewGuid():N}";

    public string Name { get; }

    /// <summary>True when whoever wrote this name is certainly gone.</summary>
    public bool IsGone(string? name) => ProcessMark.Parse(name) is { } other && other.IsGone(_process);
}
