namespace CometRunway.McpServer.Animate;

/// <summary>The outcome of <c>animate</c>. The values are exit codes that scripts rely on.</summary>
internal enum AnimateOutcome
{
    /// <summary>The video was saved on this machine.</summary>
    Saved = 0,

    /// <summary>Nothing was created or charged: the request was invalid, no key was set, a limit was reached, or the service rejected the request.</summary>
    NothingCreated = 1,

    /// <summary>The task ended without a video.</summary>
    NoVideo = 2,

    /// <summary>It is unknown whether the service accepted the request. It may have been charged.</summary>
    Unknown = 3,

    /// <summary>The wait ended, but the task is still running.</summary>
    StillRunning = 4,
}
