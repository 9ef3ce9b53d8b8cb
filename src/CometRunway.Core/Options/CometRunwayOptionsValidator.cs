using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Options;

/// <summary>
/// Validates the options and reports all problems at once: settings that could not be converted and values out of range. A message names
/// the setting as the user knows it and never contains its value. Unknown settings are only logged.
/// </summary>
internal sealed partial class CometRunwayOptionsValidator(ILogger<CometRunwayOptionsValidator> logger) : IValidateOptions<CometRunwayOptions>
{
    private readonly HashSet<string> _logged = new(StringComparer.Ordinal);

    public ValidateOptionsResult Validate(string? name, CometRunwayOptions options)
    {
        foreach (var unknown in options.Findings.Unknown.Where(IsNew))
            LogUnknown(logger, unknown);
        foreach (var section in options.Findings.MissingSections.Where(IsNew))
            LogMissingSection(logger, section);
        foreach (var key in options.Findings.SandboxKeys.Where(IsNew))
            LogSandbox(logger, key, options.Names.Of(nameof(options.BaseAddress)));
        var problems = options.Findings.Problems.Concat(Problems(options)).Distinct().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(CometRunwayOptions options)
    {
        if (GatewayAddress.Problem(options.BaseAddress) is { } address)
            yield return $"{options.NameOf(nameof(options.BaseAddress))} {address}.";
        if (options.ApiKey is { } key && !IsHeaderText(key.Reveal()))
            yield return $"{options.NameOf(nameof(options.ApiKey))} contains a space, a line break or a non-ASCII character, which API keys never contain. Copy the key again.";
        if (string.IsNullOrEmpty(options.ApiVersion) || options.ApiVersion.Length > 64 || !IsHeaderText(options.ApiVersion))
            yield return $"{options.NameOf(nameof(options.ApiVersion))} must be a version such as {CometRunwayOptions.DefaultApiVersion}.";
        if (options.DefaultModel is { } model && (string.IsNullOrWhiteSpace(model) || model.Length > 200 || model.Any(char.IsControl)))
            yield return $"{options.NameOf(nameof(options.DefaultModel))} must be a model id.";
        if (string.IsNullOrWhiteSpace(options.FfmpegPath))
            yield return $"{options.NameOf(nameof(options.FfmpegPath))} must be a full path or the name of a program.";
        if (options.UploadCommand is { } upload && UploadCommandLine.Read(upload) is null)
            yield return $"{options.NameOf(nameof(options.UploadCommand))} must be a program and its arguments. It is empty, or a double quote is not closed.";
        if (!Enum.IsDefined(options.OpenOnSave))
            yield return $"{options.NameOf(nameof(options.OpenOnSave))} must be one of {string.Join(", ", Enum.GetNames<OpenTarget>())}.";
        // A blank id would merge the users whose id is missing.
        if (options.CallerId is { } caller && string.IsNullOrWhiteSpace(caller))
            yield return $"{options.NameOf(nameof(options.CallerId))} must not be blank; null means that the app has one user.";
        foreach (var problem in Folders(options).Concat(Times(options)).Concat(Limits(options)))
            yield return problem;
    }

    private static IEnumerable<string> Folders(CometRunwayOptions options)
    {
        foreach (var (folder, name) in new[] { (options.HomeDirectory, nameof(options.HomeDirectory)), (options.OutputDirectory, nameof(options.OutputDirectory)) })
        {
            if (folder is not null && !IsPath(folder))
                yield return $"{options.NameOf(name)} must be the path of a folder; null means the default.";
        }

        if (options.AllowedDirectories is not { } allowed || !allowed.All(IsPath))
            yield return $"{options.NameOf(nameof(options.AllowedDirectories))} must be a list of folders, which can be empty, without blank or malformed paths.";
        if (options.Tools is not { } tools || tools.Any(string.IsNullOrWhiteSpace))
            yield return $"{options.NameOf(nameof(options.Tools))} must be a list of names, which can be empty, without blank names.";
    }

    private static IEnumerable<string> Times(CometRunwayOptions options)
    {
        if (options.CreateTimeout <= TimeSpan.Zero || options.CreateTimeout > SettingBounds.LongestTimeout)
            yield return $"{options.NameOf(nameof(options.CreateTimeout))} must be more than 0 and at most {SettingBounds.LongestTimeout.TotalSeconds:0} seconds.";
        if (options.ReadTimeout <= TimeSpan.Zero || options.ReadTimeout > SettingBounds.LongestTimeout)
            yield return $"{options.NameOf(nameof(options.ReadTimeout))} must be more than 0 and at most {SettingBounds.LongestTimeout.TotalSeconds:0} seconds.";
        foreach (var (time, name) in new[] { (options.NotFoundGracePeriod, nameof(options.NotFoundGracePeriod)), (options.DuplicateWindow, nameof(options.DuplicateWindow)) })
        {
            if (time < TimeSpan.Zero || time > SettingBounds.LongestTime)
                yield return $"{options.NameOf(name)} must not be negative, and at most {SettingBounds.LongestTime.TotalDays:0} days.";
        }

        // If the address is invalid, it is unknown whether it is a loopback address.
        if (options.PollInterval <= TimeSpan.Zero || (options.PollInterval < SettingBounds.ShortestPoll && !IsOwnMachine(options.BaseAddress) && !options.Findings.IsInvalid(nameof(options.BaseAddress))))
            yield return $"{options.NameOf(nameof(options.PollInterval))} must be at least 5 seconds, the shortest interval that the service recommends; for loopback addresses it must be more than 0.";
        if (options.PollInterval > SettingBounds.LongestPoll)
            yield return $"{options.NameOf(nameof(options.PollInterval))} must be at most {SettingBounds.LongestPoll.TotalSeconds:0} seconds.";
    }

    private static IEnumerable<string> Limits(CometRunwayOptions options) =>
        from limit in new[]
        {
            (Value: options.MaxTasksPerHour, Name: nameof(options.MaxTasksPerHour)),
            (Value: options.MaxTasksPerDay, Name: nameof(options.MaxTasksPerDay)),
            (Value: options.MaxSecondsPerDay, Name: nameof(options.MaxSecondsPerDay)),
        }
        where limit.Value < 0
        select $"{options.NameOf(limit.Name)} must not be negative.";

    // Options can be created and validated more than once in a process.
    private bool IsNew(string unknown)
    {
        lock (_logged)
            return _logged.Add(unknown);
    }

    [LoggerMessage(EventId = 40, Level = LogLevel.Warning, Message = "{Setting} is not a setting of this version and is ignored")]
    private static partial void LogUnknown(ILogger logger, string setting);

    [LoggerMessage(EventId = 41, Level = LogLevel.Warning, Message = "The configuration section {Section} does not exist or is empty, so the options have their defaults or the values that code sets")]
    private static partial void LogMissingSection(ILogger logger, string section);

    [LoggerMessage(EventId = 42, Level = LogLevel.Warning, Message = "{Setting} is ignored, because only the MCP server starts a sandbox: to use one in an app, set {BaseAddress} to the address of a running comet-runway-sandbox, or to BaseAddress of a SandboxServer (package CometRunway.Sandbox)")]
    private static partial void LogSandbox(ILogger logger, string setting, string baseAddress);

    private static bool IsPath(string? folder) => !string.IsNullOrWhiteSpace(folder) && folder.IndexOfAny(Path.GetInvalidPathChars()) < 0;

    private static bool IsOwnMachine(Uri? address) => address is { IsAbsoluteUri: true, IsLoopback: true };

    private static bool IsHeaderText(string text) => text.All(static character => character is > ' ' and < '\x7F');
}
