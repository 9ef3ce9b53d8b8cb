namespace CometRunway.Sandbox.Jobs;

/// <summary>Runway's task statuses.</summary>
internal static class JobStatus
{
    public const string Pending = "PENDING";
    public const string Throttled = "THROTTLED";
    public const string Running = "RUNNING";
    public const string Succeeded = "SUCCEEDED";
    public const string Failed = "FAILED";
    public const string Cancelled = "CANCELLED";
}
