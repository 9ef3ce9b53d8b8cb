using System.Threading.Channels;

namespace CometRunway.Sandbox.Faults;

/// <summary>The trouble that is scripted for the next requests, and the requests that are held.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<FaultRule> _rules = [];
    private readonly List<HeldRequest> _held = [];
    private readonly Channel<HeldRequest> _arrivals = Channel.CreateUnbounded<HeldRequest>();
    private int _holds;
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
    public IReadOnlyList<HeldRequest> Held
    {
        get
        {
            lock (_lock)
            {
                return [.. _held];
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

    /// <summary>Forgets what was scripted and scripts this instead. Requests that are held stay held.</summary>
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

    /// <summary>Forgets what was scripted. Requests that are held stay held.</summary>
    public void Clear() => Replace();

    /// <summary>Waits for the next request that is held; each is handed out once.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The request.</returns>
    public ValueTask<HeldRequest> NextHeldAsync(CancellationToken cancellationToken) => _arrivals.Reader.ReadAsync(cancellationToken);

    /// <summary>Releases every request that is held.</summary>
    /// <returns>How many there were.</returns>
    public int ReleaseAll()
    {
        var held = Held;
        foreach (var request in held)
        {
            request.Release();
        }

        return held.Count;
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
    internal async Task HoldAsync(string point, string? taskId, CancellationToken clientGone)
    {
        HeldRequest held;
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            held = new(++_holds, point, taskId, clientGone);
            _held.Add(held);
        }

        _arrivals.Writer.TryWrite(held);
        await held.Released.ConfigureAwait(false);
        lock (_lock)
        {
            _held.Remove(held);
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
