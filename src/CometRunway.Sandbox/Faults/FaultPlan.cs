using System.Threading.Channels;

namespace CometRunway.Sandbox.Faults;

/// <summary>The faults for the next requests, and the paused requests.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<FaultRule> _rules = [];
    private readonly List<PausedRequest> _paused = [];
    private readonly Channel<PausedRequest> _arrivals = Channel.CreateUnbounded<PausedRequest>();
    private int _pauses;
    private bool _closed;

    internal FaultPlan()
    {
    }

    /// <summary>The names of all faults.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. FaultCatalog.All.Select(fault => fault.Name)];

    /// <summary>The remaining rules.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_lock)
            {
                return [.. _rules];
            }
        }
    }

    /// <summary>The requests that are paused.</summary>
    public IReadOnlyList<PausedRequest> Paused
    {
        get
        {
            lock (_lock)
            {
                return [.. _paused];
            }
        }
    }

    /// <summary>Adds rules after the existing ones.</summary>
    /// <param name="rules">The rules, in the order in which they apply.</param>
    /// <exception cref="ArgumentException">A rule is invalid; no rule was added.</exception>
    public void Add(params IReadOnlyList<FaultRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach (var rule in rules)
        {
            FaultCatalog.Resolve(rule);
        }

        lock (_lock)
        {
            _rules.AddRange(rules);
        }
    }

    /// <summary>Replaces all rules. Paused requests stay paused.</summary>
    /// <param name="rules">The rules, in the order in which they apply.</param>
    /// <exception cref="ArgumentException">A rule is invalid; nothing was changed.</exception>
    public void Replace(params IReadOnlyList<FaultRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach (var rule in rules)
        {
            FaultCatalog.Resolve(rule);
        }

        lock (_lock)
        {
            _rules.Clear();
            _rules.AddRange(rules);
        }
    }

    /// <summary>Removes all rules. Paused requests stay paused.</summary>
    public void Clear() => Replace();

    /// <summary>Waits for the next paused request. Each request is returned once.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The request.</returns>
    public ValueTask<PausedRequest> NextPausedAsync(CancellationToken cancellationToken) => _arrivals.Reader.ReadAsync(cancellationToken);

    /// <summary>Releases all paused requests.</summary>
    /// <returns>The number of released requests.</returns>
    public int ReleaseAll()
    {
        var paused = Paused;
        foreach (var request in paused)
        {
            request.Release();
        }

        return paused.Count;
    }

    internal InjectedFault? Take(string route)
    {
        lock (_lock)
        {
            var index = _rules.FindIndex(rule => rule.On == route || (rule.On == RouteNames.Any && FaultCatalog.Resolve(rule).On.Contains(route)));
            if (index < 0)
            {
                return null;
            }

            var rule = _rules[index];
            if (rule.Skip > 0)
            {
                _rules[index] = rule with { Skip = rule.Skip - 1 };
                return null;
            }

            if (rule.Times > 1)
            {
                _rules[index] = rule with { Times = rule.Times - 1 };
            }
            else
            {
                _rules.RemoveAt(index);
            }

            return new(FaultCatalog.Resolve(rule), rule);
        }
    }

    /// <summary>
    /// Pauses the caller until it is released. The pause continues if the client disconnects, because the service also processes a request that it
    /// has read.
    /// </summary>
    internal async Task PauseAsync(string point, string? taskId, CancellationToken clientDisconnected)
    {
        PausedRequest paused;
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            paused = new(++_pauses, point, taskId, clientDisconnected);
            _paused.Add(paused);
        }

        _arrivals.Writer.TryWrite(paused);
        await paused.Released.ConfigureAwait(false);
        lock (_lock)
        {
            _paused.Remove(paused);
        }
    }

    internal void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }

        ReleaseAll();
    }
}
