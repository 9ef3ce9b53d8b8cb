namespace CometRunway.Sandbox.Faults;

/// <summary>Trouble with the connection, and holds.</summary>
internal static class TransportFaults
{
    private static readonly string[] Everywhere = [.. Routes.Api];

    public static IEnumerable<Fault> All =>
    [
        new TransportFault("reset-before-accept", "the connection is reset; nothing was taken", Everywhere, TransportMove.ResetBeforeAccept),
        new TransportFault("reset-after-accept", "the connection is reset; the task was taken", Everywhere, TransportMove.ResetAfterAccept),
        new TransportFault("cut-body", "half of the answer, then the connection ends", Everywhere, TransportMove.CutBody),
        new TransportFault("slow-body", "the answer in eight pieces with pauses", Everywhere, TransportMove.SlowBody),
        new TransportFault("pause-before-accept", "waits for its release before anything is taken", Everywhere, TransportMove.PauseBeforeAccept),
        new TransportFault("pause-after-accept", "the task was taken; the answer waits for its release", Everywhere, TransportMove.PauseAfterAccept),
        new TransportFault("pause-half-response", "half of the answer, the rest after its release", Everywhere, TransportMove.PauseHalfResponse),
    ];
}
