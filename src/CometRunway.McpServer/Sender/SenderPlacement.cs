namespace CometRunway.McpServer.Sender;

/// <summary>Where a sender runs.</summary>
internal enum SenderPlacement
{
    /// <summary>Outside the process tree, and on Windows outside the job, of the server and its client.</summary>
    Detached,

    /// <summary>In the job of the client, because Windows refused to let it leave the job.</summary>
    Child,
}
