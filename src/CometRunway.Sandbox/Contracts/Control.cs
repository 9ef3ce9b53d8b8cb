using System.Text.Json.Serialization;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Journal;

namespace CometRunway.Sandbox.Contracts;

internal sealed record Health(string Status, string Shape, double Speed, bool StrictVersionHeader, IReadOnlyList<string> Models, DateTimeOffset Now, bool ClockCanBeMoved, int Tasks, int Paused);

internal sealed record JournalBody(int Charged, decimal ChargedUsd, IReadOnlyList<JournalTask> Tasks, IReadOnlyList<JournalRequest> Requests);

/// <summary>A fault rule in a control request; omitted properties have their defaults.</summary>
internal sealed record FaultRuleBody(
    [property: JsonRequired] string On,
    [property: JsonRequired] string Name,
    int? Times = null,
    int? Skip = null,
    string? RetryAfter = null,
    int? PauseMilliseconds = null,
    long? Bytes = null)
{
    public FaultRule ToRule()
    {
        var rule = new FaultRule(On, Name) { RetryAfter = RetryAfter };
        return rule with
        {
            Times = Times ?? rule.Times,
            Skip = Skip ?? rule.Skip,
            PauseMilliseconds = PauseMilliseconds ?? rule.PauseMilliseconds,
            Bytes = Bytes ?? rule.Bytes,
        };
    }
}

internal sealed record FaultNameBody(string Name, IReadOnlyList<string> On, string About);

internal sealed record PausedBody(int Id, string Point, string? TaskId);

internal sealed record ReleasedBody(int Released);

internal sealed record ClockBody(DateTimeOffset Now, bool CanBeMoved);

internal sealed record AdvanceBody(double Seconds);

internal sealed record ControlError(string Error);
