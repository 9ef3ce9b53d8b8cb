using static CometRunway.Options.SettingConversion;

namespace CometRunway.Options;

/// <summary>The one table of what can be set from outside: variable, key and property of each setting, and what people read about it.</summary>
internal static class CometRunwaySettings
{
    /// <summary>Every setting. <see cref="CometRunwayOptions.CallerId"/> is missing on purpose: only code may set it.</summary>
    public static IReadOnlyList<CometRunwaySetting> All { get; } =
    [
        new(nameof(CometRunwayOptions.ApiKey), "The CometAPI key. No default: without it the tools are listed, and each call says so.", Key) { Variable = CometRunwaySetting.SharedPrefix + "KEY" },
        new(nameof(CometRunwayOptions.BaseAddress), $"The gateway's address; /v1 or /runwayml at the end is understood. https, or http on this machine. Default {CometRunwayOptions.DefaultBaseAddress}.", Address) { Variable = CometRunwaySetting.SharedPrefix + "BASE_URL" },
        new(nameof(CometRunwayOptions.ApiVersion), $"The X-Runway-Version header. Default {CometRunwayOptions.DefaultApiVersion}.", Plain(static raw => raw.ApiVersion, static (options, value) => options.ApiVersion = value)),
        new(nameof(CometRunwayOptions.DefaultModel), "The model when a request names none. Default: the first of the catalogue that is on offer.", Plain(static raw => raw.DefaultModel, static (options, value) => options.DefaultModel = value)),
        new(nameof(CometRunwayOptions.NotFoundGracePeriod), "Seconds after a create during which an unknown task counts as not visible yet. Default 90.", Seconds(static raw => raw.NotFoundGracePeriod, static (options, value) => options.NotFoundGracePeriod = value)),
        new(nameof(CometRunwayOptions.CreateTimeout), "Seconds to wait for the answer to a create; after that its outcome is unknown. Default 100.", Seconds(static raw => raw.CreateTimeout, static (options, value) => options.CreateTimeout = value)),
        new(nameof(CometRunwayOptions.ReadTimeout), "Seconds for one attempt to read. Default 20.", Seconds(static raw => raw.ReadTimeout, static (options, value) => options.ReadTimeout = value)),
        new(nameof(CometRunwayOptions.PollInterval), "Seconds between two reads of one task; at least 5, except on this machine. Default 5.", Seconds(static raw => raw.PollInterval, static (options, value) => options.PollInterval = value)),
        new(nameof(CometRunwayOptions.HomeDirectory), "The folder of the ledger. Default .cometrunway in the user's home.", Plain(static raw => raw.HomeDirectory, static (options, value) => options.HomeDirectory = value)),
        new(nameof(CometRunwayOptions.OutputDirectory), "The folder for videos. Default CometRunway in the user's videos folder.", Plain(static raw => raw.OutputDirectory, static (options, value) => options.OutputDirectory = value)),
        new(nameof(CometRunwayOptions.AllowedDirectories), "More folders from which pictures may be read, separated as in PATH. Default none.", List(static raw => (raw.AllowedDirectories, raw.AllowedDirectoryItems), [Path.PathSeparator], static (options, value) => options.AllowedDirectories = value)) { IsList = true },
        new(nameof(CometRunwayOptions.ProbeRemoteImages), "on looks at https pictures from here before paying, off does not. Default: on; against the sandbox, which draws stand-ins, for links of this machine only.", OnOff(static raw => raw.ProbeRemoteImages, static (options, value) => options.ProbeRemoteImages = value)),
        new(nameof(CometRunwayOptions.UploadCommand), "A program that gets a picture's path as its last argument and prints an https link to it; local pictures are then sent as that link. Run without a shell; double quotes hold words together. Default none: they are sent as data URIs.", Plain(static raw => raw.UploadCommand, static (options, value) => options.UploadCommand = value)),
        new(nameof(CometRunwayOptions.OpenOnSave), "What to open when a video was saved: off, folder, player or gallery. Default off.", Choice<OpenTarget>(static raw => raw.OpenOnSave, static (options, value) => options.OpenOnSave = value)),
        new(nameof(CometRunwayOptions.FfmpegPath), $"The program for contact sheets: a full path, or a name on PATH. Default {CometRunwayOptions.DefaultFfmpegPath}.", Plain(static raw => raw.FfmpegPath, static (options, value) => options.FfmpegPath = value)),
        new(nameof(CometRunwayOptions.DuplicateWindow), "Seconds during which an equal request counts as the same one; 0 switches it off. Default 600.", Seconds(static raw => raw.DuplicateWindow, static (options, value) => options.DuplicateWindow = value)),
        new(nameof(CometRunwayOptions.MaxTasksPerHour), "Tasks an hour; 0 for none, unlimited for no limit. Default 10.", Limit(static raw => raw.MaxTasksPerHour, static (options, value) => options.MaxTasksPerHour = value)),
        new(nameof(CometRunwayOptions.MaxTasksPerDay), "Tasks in 24 hours; 0 for none, unlimited for no limit. Default 30.", Limit(static raw => raw.MaxTasksPerDay, static (options, value) => options.MaxTasksPerDay = value)),
        new(nameof(CometRunwayOptions.MaxSecondsPerDay), "Seconds of video in 24 hours; 0 for none, unlimited for no limit. Default 300.", Limit(static raw => raw.MaxSecondsPerDay, static (options, value) => options.MaxSecondsPerDay = value)),
        new(nameof(CometRunwayOptions.EnableCancellation), "on offers cancel_video, off hides it. Default: on this machine only; whether CometAPI takes it is unknown.", OnOff(static raw => raw.EnableCancellation, static (options, value) => options.EnableCancellation = value)) { IsSwitch = true },
        new(nameof(CometRunwayOptions.Tools), "The tools to offer, by name, separated by commas; an unknown name is a startup error. Default all.", List(static raw => (raw.Tools, raw.ToolItems), [',', Path.PathSeparator], static (options, value) => options.Tools = value)) { IsList = true },
        new(nameof(CometRunwayOptions.ReadOnly), "on leaves out every tool that costs money or stops a task. Default off.", OnOff(static raw => raw.ReadOnly, static (options, value) => options.ReadOnly = value)) { IsSwitch = true },
    ];

    /// <summary>The setting of a property or key, whatever its case; null for what only code can set.</summary>
    public static CometRunwaySetting? Find(string name) => All.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The variable of a property.</summary>
    public static string VariableOf(string property) => All.First(setting => setting.Name == property).Variable;
}
