namespace CometRunway.Sandbox.Faults;

/// <summary>All faults.</summary>
internal static class FaultCatalog
{
    public static IReadOnlyList<Fault> All { get; } = [.. TransportFaults.All, .. UnexpectedResponses.All, .. ResponseFaults.All, .. TaskFaults.All];

    /// <summary>Returns the fault of a rule.</summary>
    /// <exception cref="ArgumentException">The rule is invalid.</exception>
    public static Fault Resolve(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var fault = All.FirstOrDefault(f => f.Name == rule.Name)
            ?? throw new ArgumentException($"No fault is named '{rule.Name}'. GET /_sandbox/faults/names lists them.");
        if (!fault.On.Contains(rule.On) && !(rule.On == RouteNames.Any && fault is not TaskFault))
        {
            throw new ArgumentException($"'{rule.Name}' does not apply to '{rule.On}'. It applies to: {string.Join(", ", fault.On)}.");
        }

        if (rule.Times < 1 || rule.Skip < 0 || rule.PauseMilliseconds is < 0 or > 60_000 || rule.Bytes is < 1 or > 10_000_000_000)
        {
            throw new ArgumentException("times must be at least 1, skip at least 0, pauseMilliseconds 0 to 60000, bytes 1 to 10000000000.");
        }

        return rule.RetryAfter?.Any(c => c is < ' ' or > '~') == true ? throw new ArgumentException("retryAfter must be plain ASCII.") : fault;
    }
}

/// <summary>Faults of the connection, and pauses.</summary>
internal static class TransportFaults
{
    private static readonly string[] Everywhere = [.. RouteNames.Api];

    public static IEnumerable<Fault> All =>
    [
        new TransportFault("reset-before-accept", "the connection is reset and no task is accepted", Everywhere, TransportFaultKind.ResetBeforeAccept),
        new TransportFault("reset-after-accept", "the connection is reset after the task was accepted", Everywhere, TransportFaultKind.ResetAfterAccept),
        new TransportFault("cut-body", "half of the response, then the connection is closed", Everywhere, TransportFaultKind.CutBody),
        new TransportFault("slow-body", "the response in eight chunks with pauses", Everywhere, TransportFaultKind.SlowBody),
        new TransportFault("pause-before-accept", "waits until released, before a task is accepted", Everywhere, TransportFaultKind.PauseBeforeAccept),
        new TransportFault("pause-after-accept", "accepts the task, then waits until released", Everywhere, TransportFaultKind.PauseAfterAccept),
        new TransportFault("pause-half-response", "half of the response, the other half when released", Everywhere, TransportFaultKind.PauseHalfResponse),
    ];
}
