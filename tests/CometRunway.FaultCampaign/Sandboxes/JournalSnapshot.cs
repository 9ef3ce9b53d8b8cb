namespace CometRunway.FaultCampaign.Sandboxes;

/// <summary>The ground truth, as the sandbox tells it.</summary>
internal sealed record JournalSnapshot(IReadOnlyList<ChargedTask> Tasks, IReadOnlyList<AnsweredRequest> Requests);

/// <summary>A task that the sandbox took and charged.</summary>
internal sealed record ChargedTask(string Id, DateTimeOffset AcceptedAt, string? Prompt, string Response, int DownloadsWithBearer)
{
    public const string Waiting = "Waiting";
    public const string Sent = "Sent";
    public const string ClientDisconnected = "ClientDisconnected";
}

/// <summary>A request that the sandbox answered.</summary>
internal sealed record AnsweredRequest(DateTimeOffset At, string Route, int Status, string? TaskId, string? Fault);
