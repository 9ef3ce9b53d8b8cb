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
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromSeconds(5);

    public ValidateOptionsResult Validate(string? name, CometRunwayOptions options)
    {
        foreach (var unknown in options.Findings.Unknown.Where(IsNew))
            LogUnknown(logger, unknown);
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
        foreach (var problem in Times(options).Concat(Limits(options)))
            yield return problem;
    }

    private static IEnumerable<string> Times(CometRunwayOptions options)
    {
        if (options.CreateTimeout <= TimeSpan.Zero || options.CreateTimeout > LongestTimeout)
            yield return $"{options.NameOf(nameof(options.CreateTimeout))} must be more than 0 and at most {LongestTimeout.TotalSeconds:0} seconds.";
        if (options.ReadTimeout <= TimeSpan.Zero || options.ReadTimeout > LongestTimeout)
            yield return $"{options.NameOf(nameof(options.ReadTimeout))} must be more than 0 and at most {LongestTimeout.TotalSeconds:0} seconds.";
        if (options.NotFoundGracePeriod < TimeSpan.Zero)
            yield return $"{options.NameOf(nameof(options.NotFoundGracePeriod))} must not be negative.";
        if (options.DuplicateWindow < TimeSpan.Zero)
            yield return $"{options.NameOf(nameof(options.DuplicateWindow))} must not be negative.";
        // If the address is invalid, it is unknown whether it is a loopback address.
        if (options.PollInterval <= TimeSpan.Zero || (options.PollInterval < ShortestPoll && !IsOwnMachine(options.BaseAddress) && !options.Findings.IsInvalid(nameof(options.BaseAddress))))
            yield return $"{options.NameOf(nameof(options.PollInterval))} must be at least 5 seconds, the shortest interval that the service recommends; for loopback addresses it must be more than 0.";
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

    private static bool IsOwnMachine(Uri? address) => address is { IsAbsoluteUri: true, IsLoopback: true };

    private static bool IsHeaderText(string text) => text.All(static character => character is > ' ' and < '\x7F');
}
