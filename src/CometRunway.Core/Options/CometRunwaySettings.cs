using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using static CometRunway.Options.SettingParsers;

namespace CometRunway.Options;

/// <summary>The one table of what can be set from outside, and the two ways to read it: environment variables, and a configuration section.</summary>
public static class CometRunwaySettings
{
    /// <summary>Every setting. <see cref="CometRunwayOptions.CallerId"/> is missing on purpose: only code may set it.</summary>
    public static IReadOnlyList<CometRunwaySetting> All { get; } =
    [
        new(nameof(CometRunwayOptions.ApiKey), "COMETAPI_KEY", "The CometAPI key. No default: without it the tools are listed, and each call says so.", Key),
        new(nameof(CometRunwayOptions.BaseAddress), "COMETAPI_BASE_URL", $"The gateway's address; /v1 or /runwayml at the end is understood. https, or http on this machine. Default {CometRunwayOptions.DefaultBaseAddress}.", Address),
        new(nameof(CometRunwayOptions.ApiVersion), "COMETRUNWAY_API_VERSION", $"The X-Runway-Version header. Default {CometRunwayOptions.DefaultApiVersion}.", Text(static (options, value) => options.ApiVersion = value)),
        new(nameof(CometRunwayOptions.Model), "COMETRUNWAY_MODEL", "The model when a request names none. Default: the first of the catalogue that is on offer.", Text(static (options, value) => options.Model = value)),
        new(nameof(CometRunwayOptions.VisibilityGrace), "COMETRUNWAY_VISIBILITY_GRACE", "Seconds after a create during which an unknown task counts as not visible yet. Default 90.", Seconds(static (options, value) => options.VisibilityGrace = value)),
        new(nameof(CometRunwayOptions.CreateTimeout), "COMETRUNWAY_CREATE_TIMEOUT", "Seconds until a create without an answer counts as of unknown outcome. Default 100.", Seconds(static (options, value) => options.CreateTimeout = value)),
        new(nameof(CometRunwayOptions.ReadTimeout), "COMETRUNWAY_READ_TIMEOUT", "Seconds for one attempt to read. Default 20.", Seconds(static (options, value) => options.ReadTimeout = value)),
        new(nameof(CometRunwayOptions.PollInterval), "COMETRUNWAY_POLL_INTERVAL", "Seconds between two reads of one task; at least 5, except on this machine. Default 5.", Seconds(static (options, value) => options.PollInterval = value)),
        new(nameof(CometRunwayOptions.HomeDirectory), "COMETRUNWAY_HOME", "The folder of the ledger. Default .cometrunway in the user's home.", Text(static (options, value) => options.HomeDirectory = value)),
        new(nameof(CometRunwayOptions.OutputDirectory), "COMETRUNWAY_OUTPUT_DIR", "The folder for videos. Default CometRunway in the user's videos folder.", Text(static (options, value) => options.OutputDirectory = value)),
        new(nameof(CometRunwayOptions.AllowedDirectories), "COMETRUNWAY_ALLOWED_DIRS", "More folders from which pictures may be read, separated as in PATH. Default none.", Directories),
        new(nameof(CometRunwayOptions.RemoteLook), "COMETRUNWAY_REMOTE_LOOK", "on looks at https pictures from here before paying, off does not. Default: on; against the sandbox, which draws stand-ins, for links of this machine only.", OnOff(static (options, value) => options.RemoteLook = value)),
        new(nameof(CometRunwayOptions.UploadCommand), "COMETRUNWAY_UPLOAD_COMMAND", "A program that gets a picture's path as its last argument and prints an https link to it; local pictures are then sent as that link. Run without a shell; double quotes hold words together. Default none: they are sent as data URIs.", Text(static (options, value) => options.UploadCommand = value)),
        new(nameof(CometRunwayOptions.OpenWhenSaved), "COMETRUNWAY_OPEN", "What to open when a video was saved: off, folder, player or gallery. Default off.", Choice<OpenTarget>(static (options, value) => options.OpenWhenSaved = value)),
        new(nameof(CometRunwayOptions.Ffmpeg), "COMETRUNWAY_FFMPEG", $"The program for contact sheets: a full path, or a name on PATH. Default {CometRunwayOptions.DefaultFfmpeg}.", Text(static (options, value) => options.Ffmpeg = value)),
        new(nameof(CometRunwayOptions.DuplicateWindow), "COMETRUNWAY_DUPLICATE_WINDOW", "Seconds during which an equal request counts as the same one; 0 switches it off. Default 600.", Seconds(static (options, value) => options.DuplicateWindow = value)),
        new(nameof(CometRunwayOptions.MaxTasksPerHour), "COMETRUNWAY_MAX_TASKS_PER_HOUR", "Tasks an hour; 0 for none, unlimited for no limit. Default 10.", Limit(static (options, value) => options.MaxTasksPerHour = value)),
        new(nameof(CometRunwayOptions.MaxTasksPerDay), "COMETRUNWAY_MAX_TASKS_PER_DAY", "Tasks in 24 hours; 0 for none, unlimited for no limit. Default 30.", Limit(static (options, value) => options.MaxTasksPerDay = value)),
        new(nameof(CometRunwayOptions.MaxSecondsPerDay), "COMETRUNWAY_MAX_SECONDS_PER_DAY", "Seconds of video in 24 hours; 0 for none, unlimited for no limit. Default 300.", Limit(static (options, value) => options.MaxSecondsPerDay = value)),
        new(nameof(CometRunwayOptions.Cancel), "COMETRUNWAY_CANCEL", "on offers cancel_video, off hides it. Default: on this machine only; whether CometAPI takes it is unknown.", OnOff(static (options, value) => options.Cancel = value), isSwitch: true),
        new(nameof(CometRunwayOptions.Tools), "COMETRUNWAY_TOOLS", "The tools to offer, by name, separated by commas; a name that there is not stops the start. Default all.", Names),
        new(nameof(CometRunwayOptions.ReadOnly), "COMETRUNWAY_READ_ONLY", "on leaves out every tool that costs money or stops a task. Default off.", OnOff(static (options, value) => options.ReadOnly = value), isSwitch: true),
    ];

    /// <summary>
    /// Reads every variable into the options; blank ones and unexpanded placeholders (<c>${NAME}</c>) count as not set. From then on messages
    /// name the variables.
    /// </summary>
    /// <exception cref="OptionsValidationException">A value is malformed; one line names the variable and never repeats a value.</exception>
    public static void FromEnvironment(Func<string, string?> read, CometRunwayOptions into)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(into);
        Apply(into, SettingNames.OfVariables, setting => read(setting.Variable));
    }

    /// <summary>
    /// Reads the section's keys (the names of the properties) into the options. A list of folders may be one text or an array. From then on
    /// messages name the keys.
    /// </summary>
    /// <exception cref="OptionsValidationException">A value is malformed; one line names the key and never repeats a value.</exception>
    public static void FromSection(IConfigurationSection section, CometRunwayOptions into)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(into);
        // Ignored, it would leave all users of an app with one list, one limit and one set of duplicates.
        if (section.GetSection(nameof(CometRunwayOptions.CallerId)).Value is { Length: > 0 })
            throw Malformed([$"{section.Path}:{nameof(CometRunwayOptions.CallerId)} can be set in code only, because it separates users."]);
        Apply(into, SettingNames.OfKeys(section.Path), setting => Value(section.GetSection(setting.Name)));
    }

    /// <summary>False for what only code can set.</summary>
    internal static bool Has(string property) => All.Any(setting => setting.Name == property);

    internal static string VariableOf(string property) => All.First(setting => setting.Name == property).Variable;

    private static string? Value(IConfigurationSection entry) =>
        entry.Value ?? (entry.GetChildren().Any() ? string.Join(Path.PathSeparator, entry.GetChildren().Select(static child => child.Value)) : null);

    private static void Apply(CometRunwayOptions into, SettingNames names, Func<CometRunwaySetting, string?> read)
    {
        into.WereReadBy(names);
        var problems = new List<string>();
        foreach (var setting in All)
        {
            var text = read(setting)?.Trim();
            if (string.IsNullOrEmpty(text) || (IsUnexpanded(text) && setting.Name != nameof(CometRunwayOptions.ApiKey)))
                continue;
            if (setting.Apply(into, text) is { } problem)
                problems.Add($"{names.Of(setting.Name)} {problem}.");
        }

        if (problems.Count > 0)
            throw Malformed(problems);
    }

    private static OptionsValidationException Malformed(IEnumerable<string> problems) => new(Microsoft.Extensions.Options.Options.DefaultName, typeof(CometRunwayOptions), problems);

    // Chat clients hand on their own placeholder for a value that the user left empty. A path may well begin with $HOME.
    private static bool IsUnexpanded(string text) => text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}') == text.Length - 1;
}
