using Microsoft.Extensions.Configuration;

namespace CometRunway.Options;

/// <summary>
/// The settings as text, before conversion. The configuration binder does not convert them, because it stops at the first invalid value and
/// includes that value in its message, reads <c>100</c> as a hundred days, and ignores a list that is written as one string.
/// </summary>
internal sealed class RawCometRunwayOptions
{
    public string? ApiKey { get; set; }

    public string? BaseAddress { get; set; }

    public string? ApiVersion { get; set; }

    public string? DefaultModel { get; set; }

    public string? NotFoundGracePeriod { get; set; }

    public string? CreateTimeout { get; set; }

    public string? ReadTimeout { get; set; }

    public string? PollInterval { get; set; }

    public string? HomeDirectory { get; set; }

    public string? OutputDirectory { get; set; }

    public string? AllowedDirectories { get; set; }

    /// <summary>The same key where its value is an array.</summary>
    [ConfigurationKeyName(nameof(AllowedDirectories))]
    public IList<string>? AllowedDirectoryItems { get; set; }

    public string? ProbeRemoteImages { get; set; }

    public string? UploadCommand { get; set; }

    public string? OpenOnSave { get; set; }

    public string? FfmpegPath { get; set; }

    public string? DuplicateWindow { get; set; }

    public string? MaxTasksPerHour { get; set; }

    public string? MaxTasksPerDay { get; set; }

    public string? MaxSecondsPerDay { get; set; }

    public string? EnableCancellation { get; set; }

    public string? Tools { get; set; }

    /// <summary>The same key where its value is an array.</summary>
    [ConfigurationKeyName(nameof(Tools))]
    public IList<string>? ToolItems { get; set; }

    public string? ReadOnly { get; set; }

    /// <summary>Binds the configuration with the generated binder.</summary>
    public static RawCometRunwayOptions From(IConfiguration configuration)
    {
        var raw = new RawCometRunwayOptions();
        configuration.Bind(raw);
        return raw;
    }
}
