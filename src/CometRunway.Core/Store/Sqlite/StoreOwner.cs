using System.Collections.Concurrent;

namespace CometRunway.Store.Sqlite;

/// <summary>The owner of rows and leases: one open ledger of one process.</summary>
internal sealed class StoreOwner : IDisposable
{
    /// <summary>The names of the open ledgers in this process.</summary>
    private static readonly ConcurrentDictionary<string, bool> Open = new(StringComparer.Ordinal);

    private readonly ProcessMark _process = ProcessMark.Current();

    public StoreOwner()
    {
        Name = $"{_process}|{Guid.NewGuid():N}";
        Open[Name] = true;
    }

    public string Name { get; }

    /// <summary>Returns true if the process of this owner has ended; false if it runs or cannot be observed.</summary>
    public bool IsGone(string? name) => ProcessMark.Parse(name) is { } other && other.IsGone(_process);

    /// <summary>
    /// Returns true if the owner runs; false if it has ended or cannot be observed. Independent of the clock, because a paid request can take longer
    /// than its lease and a computer can be suspended. An owner in this process runs until its ledger is closed, an owner in another process until
    /// that process ends.
    /// </summary>
    public bool IsRunning(string? name) =>
        ProcessMark.Parse(name) is { } other && (other == _process ? Open.ContainsKey(name!) : other.IsRunning(_process));

    public void Dispose() => Open.TryRemove(Name, out _);
}
