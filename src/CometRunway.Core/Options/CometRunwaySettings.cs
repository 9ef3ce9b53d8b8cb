using static CometRunway.Options.SettingConversion;

namespace CometRunway.Options;

/// <summary>The table of settings: the environment variable, configuration key, property and help text of each.</summary>
internal static class CometRunwaySettings
{
    /// <summary>Every setting except <see cref="CometRunwayOptions.CallerId"/>, which can be set in code only.</summary>
    public static IReadOnlyList<CometRunwaySetting> All { get; } =
    [
        new(nameof(CometRunwayOptions.ApiKey), "The CometAPI key. No default. Without it the tools are listed, but calls to the service fail.", Key) { Variable = CometRunwaySetting.SharedPrefix + "KEY" },
        new(nameof(CometRunwayOptions.BaseAddress), $"The address of the gateway, with or without /v1 or /runwayml. Must be https; http is allowed for loopback addresses. Default {CometRunwayOptions.DefaultBaseAddress}.", Address) { Variable = CometRunwaySetting.SharedPrefix + "BASE_URL" },
        new(nameof(CometRunwayOptions.ApiVersion), $"The X-Runway-Version header. Default {CometRunwayOptions.DefaultApiVersion}.", Plain(static raw => raw.ApiVersion, static (options, value) => options.ApiVersion = value)),
        new(nameof(CometRunwayOptions.DefaultModel), "The model to use when a request names none. Default: the first model of the catalogue that the gateway lists.", Plain(static raw => raw.DefaultModel, static (options, value) => options.DefaultModel = value)),
        new(nameof(CometRunwayOptions.NotFoundGracePeriod), "Seconds after a create during which \"task not found\" is treated as not visible yet, at most 366 days. Default 90.", Seconds(static raw => raw.NotFoundGracePeriod, static (options, value) => options.NotFoundGracePeriod = value)),
        new(nameof(CometRunwayOptions.CreateTimeout), "Create timeout in seconds, more than 0 and at most 3600. After it the outcome is unknown. Default 100.", Seconds(static raw => raw.CreateTimeout, static (options, value) => options.CreateTimeout = value)),
        new(nameof(CometRunwayOptions.ReadTimeout), "Timeout in seconds of one read request, more than 0 and at most 3600. Default 20.", Seconds(static raw => raw.ReadTimeout, static (options, value) => options.ReadTimeout = value)),
        new(nameof(CometRunwayOptions.PollInterval), "Seconds between two status polls of a task. At least 5, except for loopback addresses, and at most 86400. Default 5.", Seconds(static raw => raw.PollInterval, static (options, value) => options.PollInterval = value)),
        new(nameof(CometRunwayOptions.HomeDirectory), "The folder of the ledger. Default: .cometrunway in the user's home folder.", Plain(static raw => raw.HomeDirectory, static (options, value) => options.HomeDirectory = value)),
        new(nameof(CometRunwayOptions.OutputDirectory), "The folder where videos are saved. Default: CometRunway in the user's videos folder.", Plain(static raw => raw.OutputDirectory, static (options, value) => options.OutputDirectory = value)),
        new(nameof(CometRunwayOptions.AllowedDirectories), "Additional folders from which images may be read, separated as in PATH. Default none.", List(static raw => (raw.AllowedDirectories, raw.AllowedDirectoryItems), [Path.PathSeparator], static (options, value) => options.AllowedDirectories = value)) { IsList = true },
        new(nameof(CometRunwayOptions.ProbeRemoteImages), "on downloads and checks https images before a paid request, off does not. Default: on; with the sandbox, which generates placeholder images, only for loopback links.", OnOff(static raw => raw.ProbeRemoteImages, static (options, value) => options.ProbeRemoteImages = value)),
        new(nameof(CometRunwayOptions.UploadCommand), "A program that uploads an image: it receives the path as its last argument and prints an https link, which is sent in place of a data URI. Runs without a shell; use double quotes around arguments with spaces. Default: none, images are sent as data URIs.", Plain(static raw => raw.UploadCommand, static (options, value) => options.UploadCommand = value)),
        new(nameof(CometRunwayOptions.OpenOnSave), "What to open after a video is saved: off, folder, player or gallery. Default off.", Choice<OpenTarget>(static raw => raw.OpenOnSave, static (options, value) => options.OpenOnSave = value)),
        new(nameof(CometRunwayOptions.FfmpegPath), $"The ffmpeg program for contact sheets: a full path, or a name on PATH. Default {CometRunwayOptions.DefaultFfmpegPath}.", Plain(static raw => raw.FfmpegPath, static (options, value) => options.FfmpegPath = value)),
        new(nameof(CometRunwayOptions.DuplicateWindow), "Seconds during which an identical request is treated as a duplicate, at most 366 days; 0 disables the check. Default 600.", Seconds(static raw => raw.DuplicateWindow, static (options, value) => options.DuplicateWindow = value)),
        new(nameof(CometRunwayOptions.MaxTasksPerHour), "Maximum number of tasks in one hour: 0 allows none, unlimited removes the limit. Default 10.", Limit(static raw => raw.MaxTasksPerHour, static (options, value) => options.MaxTasksPerHour = value)),
        new(nameof(CometRunwayOptions.MaxTasksPerDay), "Maximum number of tasks in 24 hours: 0 allows none, unlimited removes the limit. Default 30.", Limit(static raw => raw.MaxTasksPerDay, static (options, value) => options.MaxTasksPerDay = value)),
        new(nameof(CometRunwayOptions.MaxSecondsPerDay), "Maximum seconds of video in 24 hours: 0 allows none, unlimited removes the limit. Default 300.", Limit(static raw => raw.MaxSecondsPerDay, static (options, value) => options.MaxSecondsPerDay = value)),
        new(nameof(CometRunwayOptions.EnableCancellation), "on provides cancel_video, off hides it. Default: on for loopback addresses only, because it is unknown whether CometAPI supports cancelling.", OnOff(static raw => raw.EnableCancellation, static (options, value) => options.EnableCancellation = value)) { IsSwitch = true },
        new(nameof(CometRunwayOptions.Tools), "The names of the tools to provide, separated by commas. An unknown name is a startup error. Default: all.", List(static raw => (raw.Tools, raw.ToolItems), [',', Path.PathSeparator], static (options, value) => options.Tools = value)) { IsList = true },
        new(nameof(CometRunwayOptions.ReadOnly), "on removes every tool that costs money or cancels a task. Default off.", OnOff(static raw => raw.ReadOnly, static (options, value) => options.ReadOnly = value)) { IsSwitch = true },
    ];

    /// <summary>Returns the setting with this property name or key, ignoring case; null when there is none.</summary>
    public static CometRunwaySetting? Find(string name) => All.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the environment variable of a property.</summary>
    public static string VariableOf(string property) => All.First(setting => setting.Name == property).Variable;
}
