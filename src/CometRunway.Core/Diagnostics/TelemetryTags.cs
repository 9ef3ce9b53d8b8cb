namespace CometRunway.Diagnostics;

/// <summary>
/// The names of the tags: those of OpenTelemetry's semantic conventions if one exists, otherwise names with the prefix <c>cometrunway</c>.
/// </summary>
internal static class TelemetryTags
{
    public const string ErrorType = "error.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string GenAiOperation = "gen_ai.operation.name";
    public const string GenAiProvider = "gen_ai.provider.name";
    public const string GenAiModel = "gen_ai.request.model";
    public const string Operation = "cometrunway.operation";
    public const string CreateOutcome = "cometrunway.create.outcome";
    public const string TaskHandle = "cometrunway.task.handle";
    public const string TaskId = "cometrunway.task.id";
    public const string TaskState = "cometrunway.task.state";
    public const string VideoSeconds = "cometrunway.video.duration";
    public const string VideoRatio = "cometrunway.video.ratio";
    public const string DownloadSize = "cometrunway.download.size";

    /// <summary>The value that the conventions define for values that are not well known.</summary>
    public const string Other = "_OTHER";
}
