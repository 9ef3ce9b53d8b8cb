namespace CometRunway.McpServer.Animate;

/// <summary>How <c>animate</c> ended; its number is the exit code, which scripts rely on.</summary>
internal enum AnimateOutcome
{
    /// <summary>The video is on this machine.</summary>
    Saved = 0,

    /// <summary>Nothing was created and nothing was charged: a wrong request, no key, a limit, a refusal.</summary>
    NothingCreated = 1,

    /// <summary>The task ended without a video.</summary>
    NoVideo = 2,

    /// <summary>Nobody can tell whether the service took the request: it may have been charged.</summary>
    Unknown = 3,

    /// <summary>The task goes on; the wait for it has ended.</summary>
    StillRunning = 4,
}
