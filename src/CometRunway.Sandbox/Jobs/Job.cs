using CometRunway.Sandbox.Images;
using CometRunway.Sandbox.Requests;

namespace CometRunway.Sandbox.Jobs;

/// <summary>An accepted task.</summary>
internal sealed record Job(
    string Id,
    string Account,
    CreateRequest Request,
    InputImage Image,
    DateTimeOffset CreatedAt,
    DateTimeOffset VisibleFrom,
    JobTimeline Timeline,
    JobScript Script)
{
    public JobSnapshot At(DateTimeOffset now) => Timeline.At(CreatedAt, now, Script.FinalStatus);

    public bool IsVisible(DateTimeOffset now) => !Script.NeverVisible && now >= VisibleFrom;
}
