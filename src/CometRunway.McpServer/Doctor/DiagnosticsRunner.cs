using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CometRunway.Api;
using CometRunway.Images;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Setup;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.Videos;
using CometRunway.Videos.ContactSheets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Doctor;

/// <summary>Runs every check once, in the order in which things go wrong. Creates no task and shows no key.</summary>
internal sealed class DiagnosticsRunner(IServiceProvider services, Func<string, string?> environment, ServerClockProbe clock)
{
    public async Task<DiagnosticsReport> RunAsync(CancellationToken cancellationToken)
    {
        CometRunwayOptions options;
        try
        {
            options = services.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
        }
        catch (OptionsValidationException error)
        {
            return Report([Version(), .. error.Failures.Select(failure => DiagnosticResult.Problem("settings", failure, "Correct the variable in the client's entry or in the environment; the server does not start with it."))]);
        }

        var store = services.GetRequiredService<ITaskStore>();
        var service = new ServiceCheck(services.GetRequiredService<CometRunwayApiClient>(), options, clock, services.GetRequiredService<TimeProvider>());
        return Report(
            [
                Version(),
                Key(options),
                .. await service.CheckAsync(cancellationToken),
                .. NetworkCheck.Check(options, environment),
                FolderCheck.Images(ImageFolders.FromOptions(options).Folders),
                FolderCheck.Writable("videos", "Videos are saved to", services.GetRequiredService<OutputFolder>().Path, "COMETRUNWAY_OUTPUT_DIRECTORY"),
                FolderCheck.Writable("state", "The ledger is in", store.Location, "COMETRUNWAY_HOME_DIRECTORY"),
                .. await LedgerCheck.CheckAsync(store, services.GetRequiredService<ITaskStoreAdmin>(), options, services.GetRequiredService<CometRunwayClient>(), cancellationToken),
                Ffmpeg(),
            ]);
    }

    private static DiagnosticsReport Report(IReadOnlyList<DiagnosticResult> results) =>
        new() { Version = ServerInfo.Version, Findings = results };

    private static DiagnosticResult Version() => DiagnosticResult.Ok(
        "version",
        $"{ServerInfo.Name} {ServerInfo.Version} ({(RuntimeFeature.IsDynamicCodeSupported ? RuntimeInformation.FrameworkDescription : "native")}, {RuntimeInformation.RuntimeIdentifier}), {StartCommand.OfThisProgram()}.");

    private static DiagnosticResult Key(CometRunwayOptions options) => options switch
    {
        { ApiKey: not null } => DiagnosticResult.Ok("key", "COMETAPI_KEY is set; it is not shown."),
        { ApiKeyWasPlaceholder: true } => DiagnosticResult.Problem("key", "COMETAPI_KEY holds a placeholder that nobody filled in, such as ${NAME}.", "Set the variable that it names where the client starts, or write the key itself."),
        _ => DiagnosticResult.Problem("key", "COMETAPI_KEY is not set here.", "Take a key from CometAPI's console and set it, here for this command and in the client's entry for its server; --sandbox works without."),
    };

    private DiagnosticResult Ffmpeg() => services.GetRequiredService<ContactSheetGenerator>().Ffmpeg is { } path
        ? DiagnosticResult.Ok("ffmpeg", $"{path}.")
        : DiagnosticResult.Note("ffmpeg", "ffmpeg was not found: a model cannot be shown frames of a video. Everything else works.", "Install ffmpeg, or name it in COMETRUNWAY_FFMPEG_PATH.");
}
