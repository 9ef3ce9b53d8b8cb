using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Hosting;

/// <summary>
/// Logs which of the allowed image folders do not exist, when the options are validated at startup. This is no error, because a folder may
/// become available later. The folders that the server adds by default are not mentioned.
/// </summary>
internal sealed partial class MissingImageFolders(ILogger<MissingImageFolders> logger) : IValidateOptions<CometRunwayOptions>
{
    private readonly ILogger _logger = new SafeLogger(logger);
    private readonly HashSet<string> _logged = new(StringComparer.Ordinal);

    public ValidateOptionsResult Validate(string? name, CometRunwayOptions options)
    {
        var folders = options.Findings.VariableFolders ?? options.AllowedDirectories ?? [];
        // A blank path is an error, which CometRunwayOptionsValidator reports.
        foreach (var folder in folders.Where(folder => !string.IsNullOrWhiteSpace(folder) && IsMissing(folder) && IsNew(folder)))
            LogMissing(_logger, DisplayText.Text(folder), options.NameOf(nameof(options.AllowedDirectories)));
        return ValidateOptionsResult.Success;
    }

    private static bool IsMissing(string folder) => !ImageFolders.FromOptions([folder]).Folders.Any(Directory.Exists);

    // Options can be created and validated more than once in a process.
    private bool IsNew(string folder)
    {
        lock (_logged)
            return _logged.Add(folder);
    }

    [LoggerMessage(EventId = 32, Level = LogLevel.Warning, Message = "The folder {Folder} in {Setting} does not exist. No image can be read from it until it is created")]
    private static partial void LogMissing(ILogger logger, string folder, string setting);
}
