using System.Threading.Channels;

namespace CometRunway.Sandbox.Faults;

/// <summary>The trouble that is scripted for the next requests, and the requests that are paused.</summary>
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

    /// <summary>Names of all faults.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. FaultCatalogue.All.Select(fault => fault.Name)];

    /// <summary>What is still to happen.</summary>
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

    /// <summary>Requests that wait for their release.</summary>
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

    /// <summary>Adds trouble behind what is already scripted.</summary>
    /// <param name="rules">The rules, in the order in which they apply.</param>
    /// <exception cref="ArgumentException">A rule makes no sense; nothing was added.</exception>
    public void Add(params IReadOnlyList<FaultRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach (var rule in rules)
        {
            FaultCatalogue.Resolve(rule);
        }

        lock (_lock)
        {
            _rules.AddRange(rules);
        }
    }

    /// <summary>Forgets what was scripted and scripts this instead. Requests that are paused stay paused.</summary>
    /// <param name="rules">The rules, in the order in which they apply.</param>
    /// <exception cref="ArgumentException">A rule makes no sense; nothing was changed.</exception>
    public void Replace(params IReadOnlyList<FaultRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach (var rule in rules)
        {
            FaultCatalogue.Resolve(rule);
        }

        lock (_lock)
        {
            _rules.Clear();
            _rules.AddRange(rules);
        }
    }

    /// <summary>Forgets what was scripted. Requests that are paused stay paused.</summary>
    public void Clear() => Replace();

    /// <summary>Waits for the next request that is paused; each is handed out once.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The request.</returns>
    public ValueTask<PausedRequest> NextPausedAsync(CancellationToken cancellationToken) => _arrivals.Reader.ReadAsync(cancellationToken);

    /// <summary>Releases every request that is paused.</summary>
    /// <returns>How many there were.</returns>
    public int ReleaseAll()
    {
        var paused = Paused;
        foreach (var request in paused)
        {
            request.Release();
        }

        return paused.Count;
    }

    internal TakenFault? Take(string route)
    {
        lock (_lock)
        {
            var index = _rules.FindIndex(rule => rule.On == route || (rule.On == Routes.Any && FaultCatalogue.Resolve(rule).On.Contains(route)));
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

            return new(FaultCatalogue.Resolve(rule), rule);
        }
    }

    /// <summary>Holds the caller. Its client going away does not end the hold: the request has been read, and the service would go on with it.</summary>
    internal async Task PauseAsync(string point, string? taskId, CancellationToken clientGone)
    {
        PausedRequest paused;
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            paused = new(++_pauses, point, taskId, clientGone);
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
