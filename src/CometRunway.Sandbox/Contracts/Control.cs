using CometRunway.Sandbox.Journal;

namespace CometRunway.Sandbox.Contracts;

internal sealed record Health(string Status, string Shape, double Speed, bool StrictVersionHeader, IReadOnlyList<string> Models, DateTimeOffset Now, bool ClockCanBeMoved, int Tasks, int Held);

internal sealed record JournalBody(int Charged, decimal ChargedUsd, IReadOnlyList<JournalTask> Tasks, IReadOnlyList<JournalRequest> Requests);

internal sealed record FaultNameBody(string Name, IReadOnlyList<string> On, string About);

internal sealed record HeldBody(int Id, string Point, string? TaskId);

internal sealed record ReleasedBody(int Released);

internal sealed record ClockBody(DateTimeOffset Now, bool CanBeMoved);

internal sealed record AdvanceBody(double Seconds);

internal sealed record ControlError(string Error);
