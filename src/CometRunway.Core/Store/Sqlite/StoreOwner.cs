using System.Collections.Concurrent;

namespace CometRunway.Store.Sqlite;

/// <summary>The owner of rows and leases: one open ledger of one process.</summary>
internal sealed class StoreOwner : IDisposable
{
    /// <summary>The names of the open ledgers of this process.</summary>
    private static readonly ConcurrentDictionary<string, bool> Open = new(StringComparer.Ordinal);

    private readonly ProcessMark _process = ProcessMark.Current();

    public StoreOwner()
    {
        Name = $"{_process}|{Guid.NewGuid():N}";
        Open[Name] = true;
    }

    public string Name { get; }

    /// <summary>True when the process that wrote this name has certainly ended.</summary>
    public bool IsGone(string? name) => ProcessMark.Parse(name) is { } other && other.IsGone(_process);

    /// <summary>
    /// True when the owner certainly still runs, whatever the clock shows: a paid request can take longer than its lease, and a computer can be
    /// suspended. A ledger of this process runs until it is closed; another process of this machine runs until it ends.
    /// </summary>
    public bool IsRunning(string? name) =>
        ProcessMark.Parse(name) is { } other && (other == _process ? Open.ContainsKey(name!) : other.IsRunning(_process));

    public void Dispose() => Open.TryRemove(Name, out _);
}
