namespace CometRunway.Sandbox.Faults;

internal enum TransportMove
{
    ResetBeforeAccept,
    ResetAfterAccept,
    CutBody,
    SlowBody,
    PauseBeforeAccept,
    PauseAfterAccept,
    PauseHalfResponse,
}
