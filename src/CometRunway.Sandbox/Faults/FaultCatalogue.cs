namespace CometRunway.Sandbox.Faults;

/// <summary>All faults by name.</summary>
internal static class FaultCatalogue
{
    public static IReadOnlyList<Fault> All { get; } = [.. TransportFaults.All, .. OddAnswers.All, .. AnswerFaults.All, .. TaskFaults.All];

    /// <summary>The fault a rule means.</summary>
    /// <exception cref="ArgumentException">The rule makes no sense; the message says why.</exception>
    public static Fault Resolve(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var fault = All.FirstOrDefault(f => f.Name == rule.Name)
            ?? throw new ArgumentException($"There is no fault named '{rule.Name}'. GET /_sandbox/faults/names lists them.");
        if (!fault.On.Contains(rule.On) && !(rule.On == Routes.Any && fault is not TaskFault))
        {
            throw new ArgumentException($"'{rule.Name}' cannot happen on '{rule.On}'. It can on: {string.Join(", ", fault.On)}.");
        }

        if (rule.Times < 1 || rule.Skip < 0 || rule.PauseMilliseconds is < 0 or > 60_000 || rule.Bytes is < 1 or > 10_000_000_000)
        {
            throw new ArgumentException("times must be at least 1, skip at least 0, pauseMilliseconds 0 to 60000, bytes 1 to 10000000000.");
        }

        return rule.RetryAfter?.Any(c => c is < ' ' or > '~') == true ? throw new ArgumentException("retryAfter must be plain ASCII.") : fault;
    }
}
