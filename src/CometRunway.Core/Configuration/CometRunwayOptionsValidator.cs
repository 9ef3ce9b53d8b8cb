using CometRunway.Pictures.Hosting;
using Microsoft.Extensions.Options;

namespace CometRunway.Configuration;

/// <summary>Refuses options that cannot work: one line each, which names the variable and never repeats the key.</summary>
internal sealed class CometRunwayOptionsValidator : IValidateOptions<CometRunwayOptions>
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromSeconds(5);

    public ValidateOptionsResult Validate(string? name, CometRunwayOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(CometRunwayOptions options)
    {
        if (GatewayAddress.Problem(options.BaseAddress) is { } address)
            yield return $"COMETAPI_BASE_URL {address}.";
        if (options.ApiKey is { } key && !IsHeaderText(key.Reveal()))
            yield return "COMETAPI_KEY holds a space, a line break or a character outside ASCII, which no key has: copy it again.";
        if (string.IsNullOrEmpty(options.ApiVersion) || options.ApiVersion.Length > 64 || !IsHeaderText(options.ApiVersion))
            yield return $"COMETRUNWAY_API_VERSION must be a version such as {CometRunwayOptions.DefaultApiVersion}.";
        if (options.Model is { } model && (string.IsNullOrWhiteSpace(model) || model.Length > 200 || model.Any(char.IsControl)))
            yield return "COMETRUNWAY_MODEL must be a model id.";
        if (string.IsNullOrWhiteSpace(options.Ffmpeg))
            yield return "COMETRUNWAY_FFMPEG must be a full path or the name of a program.";
        if (options.UploadCommand is { } upload && UploadCommandLine.Read(upload) is null)
            yield return "COMETRUNWAY_UPLOAD_COMMAND must be a program and its arguments; a double quote in it is not closed, or it is empty.";
        foreach (var problem in Times(options).Concat(Limits(options)))
            yield return problem;
    }

    private static IEnumerable<string> Times(CometRunwayOptions options)
    {
        if (options.CreateTimeout <= TimeSpan.Zero || options.CreateTimeout > LongestTimeout)
            yield return $"COMETRUNWAY_CREATE_TIMEOUT must be more than 0 and at most {LongestTimeout.TotalSeconds:0} seconds.";
        if (options.ReadTimeout <= TimeSpan.Zero || options.ReadTimeout > LongestTimeout)
            yield return $"COMETRUNWAY_READ_TIMEOUT must be more than 0 and at most {LongestTimeout.TotalSeconds:0} seconds.";
        if (options.VisibilityGrace < TimeSpan.Zero)
            yield return "COMETRUNWAY_VISIBILITY_GRACE must not be negative.";
        if (options.DuplicateWindow < TimeSpan.Zero)
            yield return "COMETRUNWAY_DUPLICATE_WINDOW must not be negative.";
        if (options.PollInterval <= TimeSpan.Zero || (options.PollInterval < ShortestPoll && !IsOwnMachine(options.BaseAddress)))
            yield return "COMETRUNWAY_POLL_INTERVAL must be at least 5 seconds (more than 0 for this machine's own address): the service asks for no more.";
    }

    private static IEnumerable<string> Limits(CometRunwayOptions options) =>
        from limit in new[]
        {
            (Value: options.MaxTasksPerHour, Variable: "COMETRUNWAY_MAX_TASKS_PER_HOUR"),
            (Value: options.MaxTasksPerDay, Variable: "COMETRUNWAY_MAX_TASKS_PER_DAY"),
            (Value: options.MaxSecondsPerDay, Variable: "COMETRUNWAY_MAX_SECONDS_PER_DAY"),
        }
        where limit.Value < 0
        select $"{limit.Variable} must not be negative.";

    private static bool IsOwnMachine(Uri? address) => address is { IsAbsoluteUri: true, IsLoopback: true };

    private static bool IsHeaderText(string text) => text.All(static character => character is > ' ' and < '\x7F');
}
