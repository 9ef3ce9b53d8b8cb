namespace CometRunway.Sandbox.Faults;

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
