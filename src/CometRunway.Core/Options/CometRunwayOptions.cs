
namespace CometRunway.Options;

/// <summary>
/// The options of the library. The documentation of each property names the environment variable that the MCP server reads, and the default.
/// </summary>
public sealed class CometRunwayOptions
{
    /// <summary>The default address of the gateway.</summary>
    public const string DefaultBaseAddress = "https://api.cometapi.com";

    /// <summary>The default value of the <c>X-Runway-Version</c> header, which is the example in CometAPI's documentation.</summary>
    public const string DefaultApiVersion = "2024-11-06";

    /// <summary>The default program for contact sheets.</summary>
    public const string DefaultFfmpegPath = "ffmpeg";

    private readonly SettingOrigins _origins = new();
    private SettingNames _names = SettingNames.OfProperties;

    /// <summary><c>COMETAPI_BASE_URL</c>. The address of the gateway; a trailing <c>/v1</c> or <c>/runwayml</c> is removed. http is allowed for loopback addresses only.</summary>
    public Uri BaseAddress { get; set; } = new(DefaultBaseAddress);

    /// <summary><c>COMETAPI_KEY</c>. When null, calls that need the key throw <c>NotConfiguredException</c>.</summary>
    public ApiKey? ApiKey { get; set; }

    /// <summary>True when the API key was an unexpanded placeholder. Error messages then mention it.</summary>
    internal bool ApiKeyWasPlaceholder { get; set; }

    /// <summary><c>COMETRUNWAY_API_VERSION</c>. Sent with every call as <c>X-Runway-Version</c>. Default <c>2024-11-06</c>.</summary>
    public string ApiVersion { get; set; } = DefaultApiVersion;

    /// <summary><c>COMETRUNWAY_DEFAULT_MODEL</c>. The model to use when a request names none. When null, the first model of the catalogue that the gateway lists is used.</summary>
    public string? DefaultModel { get; set; }

    /// <summary><c>COMETRUNWAY_NOT_FOUND_GRACE_PERIOD</c>, seconds. The time after a create during which <c>task_not_exist</c> is treated as "not visible yet". Default 90 s.</summary>
    public TimeSpan NotFoundGracePeriod { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary><c>COMETRUNWAY_CREATE_TIMEOUT</c>, seconds. The create timeout. After it the outcome is unknown. Default 100 s.</summary>
    public TimeSpan CreateTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary><c>COMETRUNWAY_READ_TIMEOUT</c>, seconds. The timeout of one read request. Default 20 s.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary><c>COMETRUNWAY_POLL_INTERVAL</c>, seconds. The time between two status polls of a task. Default 5 s, which is also the minimum unless the base address is loopback.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary><c>COMETRUNWAY_HOME_DIRECTORY</c>. The folder of the ledger. Default <c>.cometrunway</c> in the user's home folder.</summary>
    public string? HomeDirectory { get; set; }

    /// <summary><c>COMETRUNWAY_OUTPUT_DIRECTORY</c>. The folder where videos are saved. Default <c>CometRunway</c> in the user's videos folder.</summary>
    public string? OutputDirectory { get; set; }

    /// <summary><c>COMETRUNWAY_ALLOWED_DIRECTORIES</c>, separated as in <c>PATH</c>. Folders from which images may be read. Default empty: no local file can be read.</summary>
    public IList<string> AllowedDirectories { get; set; } = [];

    /// <summary><c>COMETRUNWAY_OPEN_ON_SAVE</c>. What is opened on this machine after this process saves a video. Default nothing (<c>off</c>).</summary>
    public OpenTarget OpenOnSave { get; set; } = OpenTarget.Off;

    /// <summary><c>COMETRUNWAY_FFMPEG_PATH</c>. The ffmpeg program that generates contact sheets: a full path, or a name on <c>PATH</c>. Default <c>ffmpeg</c>.</summary>
    public string FfmpegPath { get; set; } = DefaultFfmpegPath;

    /// <summary><c>COMETRUNWAY_DUPLICATE_WINDOW</c>, seconds. The time during which an identical request is treated as a duplicate. Default 10 min; zero disables the check.</summary>
    public TimeSpan DuplicateWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary><c>COMETRUNWAY_MAX_TASKS_PER_HOUR</c>. The maximum number of tasks in a rolling hour. Default 10; 0 allows none; null (<c>unlimited</c>) removes the limit.</summary>
    public int? MaxTasksPerHour { get; set; } = 10;

    /// <summary><c>COMETRUNWAY_MAX_TASKS_PER_DAY</c>. The maximum number of tasks in rolling 24 h. Default 30; 0 allows none; null (<c>unlimited</c>) removes the limit.</summary>
    public int? MaxTasksPerDay { get; set; } = 30;

    /// <summary><c>COMETRUNWAY_MAX_SECONDS_PER_DAY</c>. The maximum seconds of video in rolling 24 h. Default 300; 0 allows none; null (<c>unlimited</c>) removes the limit.</summary>
    public int? MaxSecondsPerDay { get; set; } = 300;

    /// <summary>
    /// <c>COMETRUNWAY_PROBE_REMOTE_IMAGES</c>, <c>on</c> or <c>off</c>. Whether https images are downloaded and checked before a paid request.
    /// Default null: on; with the sandbox, which generates placeholder images, only for loopback links.
    /// </summary>
    public bool? ProbeRemoteImages { get; set; }

    /// <summary>
    /// <c>COMETRUNWAY_UPLOAD_COMMAND</c>. A program, with arguments, that uploads an image: it receives the path as its last argument and
    /// prints an https link, which is sent in place of a data URI. No shell is involved. Default none.
    /// </summary>
    public string? UploadCommand { get; set; }

    /// <summary>
    /// <c>COMETRUNWAY_ENABLE_CANCELLATION</c>, <c>on</c> or <c>off</c>. Whether tasks can be cancelled. CometAPI documents no such endpoint, so the
    /// default is null: enabled for loopback addresses only, where the sandbox supports it.
    /// </summary>
    public bool? EnableCancellation { get; set; }

    /// <summary><c>COMETRUNWAY_TOOLS</c>, separated by commas. The names of the functions to provide. Default empty: all.</summary>
    public IList<string> Tools { get; set; } = [];

    /// <summary><c>COMETRUNWAY_READ_ONLY</c>, <c>on</c> or <c>off</c>. Removes every function that costs money or cancels a task. Default false.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>An id of the app's user, which separates the tasks and the budget of each user. Can be set in code only. Default null.</summary>
    public string? CallerId { get; set; }

    /// <summary>True when the base address is a loopback address, which is where the sandbox runs.</summary>
    public bool IsLoopback => BaseAddress.IsLoopback;

    /// <summary>The names of the settings in messages: the environment variables or configuration keys that were read last, otherwise the properties.</summary>
    internal SettingNames Names => _names;

    /// <summary>
    /// Returns the name of the setting that has the current value of a property, for messages: <c>COMETRUNWAY_DEFAULT_MODEL</c>,
    /// <c>CometRunway:DefaultModel</c> or, if code set the value, <c>CometRunwayOptions.DefaultModel</c>.
    /// </summary>
    /// <param name="property">The name of a property of this class.</param>
    internal string NameOf(string property) => _origins.NameOf(property, this);

    /// <summary>The problems found while the settings were read, for validation.</summary>
    internal SettingFindings Findings { get; } = new();

    internal void UseNames(SettingNames names) => _names = names;

    /// <summary>Records that the current value of a property was read from a setting with these names.</summary>
    internal void RecordOrigin(string property, SettingNames names) => _origins.Record(property, names, this);
}
