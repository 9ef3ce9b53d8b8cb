using CometRunway.Errors;

namespace CometRunway.Options;

/// <summary>
/// Everything that can be set. Each property names the variable from which the server reads it; unset ones have the default that stands here.
/// </summary>
public sealed class CometRunwayOptions
{
    /// <summary>The gateway's address when nothing else is set.</summary>
    public const string DefaultBaseAddress = "https://api.cometapi.com";

    /// <summary>The value of the <c>X-Runway-Version</c> header when nothing else is set (the specification's example).</summary>
    public const string DefaultApiVersion = "2024-11-06";

    /// <summary>The program for contact sheets when nothing else is set.</summary>
    public const string DefaultFfmpegPath = "ffmpeg";

    private SettingNames _names = SettingNames.OfProperties;

    /// <summary><c>COMETAPI_BASE_URL</c>. The gateway's root; a trailing <c>/v1</c> or <c>/runwayml</c> is understood. Plain http only on loopback.</summary>
    public Uri BaseAddress { get; set; } = new(DefaultBaseAddress);

    /// <summary><c>COMETAPI_KEY</c>. Null: calls fail with <see cref="NotConfiguredException"/>, and everything else works.</summary>
    public ApiKey? ApiKey { get; set; }

    /// <summary>True when the key's variable held an unexpanded placeholder, so that the error can say so.</summary>
    public bool ApiKeyWasPlaceholder { get; set; }

    /// <summary><c>COMETRUNWAY_API_VERSION</c>. Sent with every call as <c>X-Runway-Version</c>. Default <c>2024-11-06</c>.</summary>
    public string ApiVersion { get; set; } = DefaultApiVersion;

    /// <summary><c>COMETRUNWAY_DEFAULT_MODEL</c>. The model to use when a request names none; null lets the catalogue and the gateway's offer decide.</summary>
    public string? DefaultModel { get; set; }

    /// <summary><c>COMETRUNWAY_NOT_FOUND_GRACE_PERIOD</c>, seconds. How long after our own create <c>task_not_exist</c> means "not visible yet". Default 90 s.</summary>
    public TimeSpan NotFoundGracePeriod { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary><c>COMETRUNWAY_CREATE_TIMEOUT</c>, seconds. How long a create may take before its outcome is unknown. Default 100 s.</summary>
    public TimeSpan CreateTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary><c>COMETRUNWAY_READ_TIMEOUT</c>, seconds. How long one attempt to read may take. Default 20 s.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary><c>COMETRUNWAY_POLL_INTERVAL</c>, seconds. Time between two reads of one task. Default 5 s, which is also the least unless the base address is loopback.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary><c>COMETRUNWAY_HOME_DIRECTORY</c>. Where the ledger lives. Default <c>.cometrunway</c> in the user's home.</summary>
    public string? HomeDirectory { get; set; }

    /// <summary><c>COMETRUNWAY_OUTPUT_DIRECTORY</c>. Where videos go. Default <c>CometRunway</c> in the user's videos folder.</summary>
    public string? OutputDirectory { get; set; }

    /// <summary><c>COMETRUNWAY_ALLOWED_DIRECTORIES</c>, separated as in <c>PATH</c>. Folders from which images may be read. Empty in libraries: no file is read until one is set.</summary>
    public IList<string> AllowedDirectories { get; set; } = [];

    /// <summary><c>COMETRUNWAY_OPEN_ON_SAVE</c>. What is opened for the person at this machine when this process has saved a video. Default nothing (<c>off</c>).</summary>
    public OpenTarget OpenOnSave { get; set; } = OpenTarget.Off;

    /// <summary><c>COMETRUNWAY_FFMPEG_PATH</c>. The program that makes contact sheets: a full path, or a name to look for on <c>PATH</c>. Default <c>ffmpeg</c>.</summary>
    public string FfmpegPath { get; set; } = DefaultFfmpegPath;

    /// <summary><c>COMETRUNWAY_DUPLICATE_WINDOW</c>, seconds. How long an equal request counts as the same one. Default 10 min; zero switches it off.</summary>
    public TimeSpan DuplicateWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary><c>COMETRUNWAY_MAX_TASKS_PER_HOUR</c>. Default 10; 0: nothing may be created; null (<c>unlimited</c>): no limit.</summary>
    public int? MaxTasksPerHour { get; set; } = 10;

    /// <summary><c>COMETRUNWAY_MAX_TASKS_PER_DAY</c>, rolling 24 h. Default 30; 0: nothing may be created; null (<c>unlimited</c>): no limit.</summary>
    public int? MaxTasksPerDay { get; set; } = 30;

    /// <summary><c>COMETRUNWAY_MAX_SECONDS_PER_DAY</c>, seconds of video in rolling 24 h. Default 300; 0: nothing may be created; null (<c>unlimited</c>): no limit.</summary>
    public int? MaxSecondsPerDay { get; set; } = 300;

    /// <summary>
    /// <c>COMETRUNWAY_PROBE_REMOTE_IMAGES</c>, <c>on</c> or <c>off</c>. Whether https images are looked at from here before money moves. Default null:
    /// they are; but against the sandbox, which draws a stand-in for them, only links of this machine are.
    /// </summary>
    public bool? ProbeRemoteImages { get; set; }

    /// <summary>
    /// <c>COMETRUNWAY_UPLOAD_COMMAND</c>. A program, with arguments, that gets the path of an image as its last argument and prints an https
    /// link to it; local images are then sent as that link in place of a data URI. No shell is involved. Default none.
    /// </summary>
    public string? UploadCommand { get; set; }

    /// <summary>
    /// <c>COMETRUNWAY_ENABLE_CANCELLATION</c>, <c>on</c> or <c>off</c>. Whether cancelling is offered. CometAPI documents no such route, so the default is
    /// null: only on loopback, where the sandbox is known to take it.
    /// </summary>
    public bool? EnableCancellation { get; set; }

    /// <summary><c>COMETRUNWAY_TOOLS</c>, separated by commas. The functions to offer, by name. Default empty: all.</summary>
    public IList<string> Tools { get; set; } = [];

    /// <summary><c>COMETRUNWAY_READ_ONLY</c>, <c>on</c> or <c>off</c>. Leaves out every function that costs money or stops a task. Default false.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>An id of the app's user, which separates their tasks and budget from others'. Set in code. Default null.</summary>
    public string? CallerId { get; set; }

    /// <summary>True when the base address is this machine's own: the sandbox.</summary>
    public bool IsLoopback => BaseAddress.IsLoopback;

    /// <summary>How messages call these settings: by the variables or keys that filled them last, else by the properties.</summary>
    public SettingNames Names => _names;

    /// <inheritdoc cref="SettingNames.Of"/>
    public string NameOf(string property) => Names.Of(property);

    /// <summary>What reading the settings found, for the validation.</summary>
    internal SettingFindings Findings { get; } = new();

    internal void WereReadBy(SettingNames names) => _names = names;
}
