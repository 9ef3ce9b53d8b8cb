using Microsoft.Extensions.Options;

namespace CometRunway.Options;

/// <summary>Refuses options that cannot work: one line each, which names the setting as the options were filled and never repeats the key.</summary>
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
            yield return $"{options.NameOf(nameof(options.BaseAddress))} {address}.";
        if (options.ApiKey is { } key && !IsHeaderText(key.Reveal()))
            yield return $"{options.NameOf(nameof(options.ApiKey))} holds a space, a line break or a character outside ASCII, which no key has: copy it again.";
        if (string.IsNullOrEmpty(options.ApiVersion) || options.ApiVersion.Length > 64 || !IsHeaderText(options.ApiVersion))
            yield return $"{options.NameOf(nameof(options.ApiVersion))} must be a version such as {CometRunwayOptions.DefaultApiVersion}.";
        if (options.Model is { } model && (string.IsNullOrWhiteSpace(model) || model.Length > 200 || model.Any(char.IsControl)))
            yield return $"{options.NameOf(nameof(options.Model))} must be a model id.";
        if (string.IsNullOrWhiteSpace(options.Ffmpeg))
            yield return $"{options.NameOf(nameof(options.Ffmpeg))} must be a full path or the name of a program.";
        if (options.UploadCommand is { } upload && UploadCommandLine.Read(upload) is null)
            yield return $"{options.NameOf(nameof(options.UploadCommand))} must be a program and its arguments; a double quote in it is not closed, or it is empty.";
        foreach (var problem in Times(options).Concat(Limits(options)))
            yield return problem;
    }

    private static IEnumerable<string> Times(CometRunwayOptions options)
    {
        if (options.CreateTimeout <= TimeSpan.Zero || options.CreateTimeout > LongestTimeout)
            yield return $"{options.NameOf(nameof(options.CreateTimeout))} must be more than 0 and at most {LongestTimeout.TotalSeconds:0} seconds.";
        if (options.ReadTimeout <= TimeSpan.Zero || options.ReadTimeout > LongestTimeout)
            yield return $"{options.NameOf(nameof(options.ReadTimeout))} must be more than 0 and at most {LongestTimeout.TotalSeconds:0} seconds.";
        if (options.VisibilityGrace < TimeSpan.Zero)
            yield return $"{options.NameOf(nameof(options.VisibilityGrace))} must not be negative.";
        if (options.DuplicateWindow < TimeSpan.Zero)
            yield return $"{options.NameOf(nameof(options.DuplicateWindow))} must not be negative.";
        if (options.PollInterval <= TimeSpan.Zero || (options.PollInterval < ShortestPoll && !IsOwnMachine(options.BaseAddress)))
            yield return $"{options.NameOf(nameof(options.PollInterval))} must be at least 5 seconds (more than 0 for this machine's own address): the service asks for no more.";
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

    private static bool IsOwnMachine(Uri? address) => address is { IsAbsoluteUri: true, IsLoopback: true };

    private static bool IsHeaderText(string text) => text.All(static character => character is > ' ' and < '\x7F');
}
