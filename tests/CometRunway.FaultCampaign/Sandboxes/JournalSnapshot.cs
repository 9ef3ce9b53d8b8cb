namespace CometRunway.FaultCampaign.Sandboxes;

/// <summary>The journal of the sandbox.</summary>
internal sealed record JournalSnapshot(IReadOnlyList<ChargedTask> Tasks, IReadOnlyList<JournalRequest> Requests);

/// <summary>A task that the sandbox accepted and charged.</summary>
internal sealed record ChargedTask(string Id, DateTimeOffset AcceptedAt, string? Prompt, string Response, int DownloadsWithBearer)
{
    public const string Waiting = "Waiting";
    public const string Sent = "Sent";
    public const string ClientDisconnected = "ClientDisconnected";
}

/// <summary>A request to the sandbox.</summary>
internal sealed record JournalRequest(DateTimeOffset At, string Route, int Status, string? TaskId, string? Fault, bool Bearer);
