using CometRunway.Sandbox.Intake;
using CometRunway.Sandbox.Pictures;

namespace CometRunway.Sandbox.Jobs;

/// <summary>An accepted task.</summary>
internal sealed record Job(
    string Id,
    string Owner,
    Order Order,
    Picture Picture,
    DateTimeOffset CreatedAt,
    DateTimeOffset VisibleFrom,
    JobTimeline Timeline,
    JobScript Script)
{
    public JobMoment At(DateTimeOffset now) => Timeline.At(CreatedAt, now, Script.End);

    public bool IsVisible(DateTimeOffset now) => !Script.NeverVisible && now >= VisibleFrom;
}
