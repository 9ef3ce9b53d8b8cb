using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CometRunway.Api;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Sender;
using CometRunway.McpServer.Setup;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.Tasks;
using CometRunway.Videos;
using CometRunway.Videos.ContactSheets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Doctor;

/// <summary>Runs every check once, the most likely problems first. Creates no task and prints no key.</summary>
internal sealed class DiagnosticsRunner(IServiceProvider services, Func<string, string?> environment, ServerClockProbe clock)
{
    public async Task<DiagnosticsReport> RunAsync(CancellationToken cancellationToken)
    {
        // Most checks need it, and the process would end without a message.
        if (services.GetRequiredService<OpenSsl>().IsMissing)
            return Report([Version(), DiagnosticResult.Problem("openssl", "OpenSSL (libssl) is missing on this machine, so nothing can be encrypted or sent, and no other check is possible.", OpenSsl.Advice)]);
        CometRunwayOptions options;
        try
        {
            options = services.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
        }
        catch (OptionsValidationException error)
        {
            return Report([Version(), .. error.Failures.Select(failure => DiagnosticResult.Problem("settings", failure, "The server cannot start with this setting. Correct the variable in the client's entry or in the environment."))]);
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
                FolderCheck.Videos(services.GetRequiredService<OutputFolder>().Path, "COMETRUNWAY_OUTPUT_DIRECTORY"),
                FolderCheck.Writable("state", "The ledger is in", store.Location, "COMETRUNWAY_HOME_DIRECTORY"),
                .. LedgerCheck.CheckPlace(StoragePlace.Of(store.Location), store.Location),
                .. await LedgerCheck.CheckAsync(store, services.GetRequiredService<ITaskStoreAdmin>(), options, services.GetRequiredService<CometRunwayClient>(), cancellationToken),
                await new SenderCheck(services.GetService<SenderCommand>(), services.GetRequiredService<HandOvers>(), store).CheckAsync(cancellationToken),
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
        { ApiKey: not null } => DiagnosticResult.Ok("key", "COMETAPI_KEY is set."),
        { ApiKeyWasPlaceholder: true } => DiagnosticResult.Problem("key", "COMETAPI_KEY contains an unexpanded placeholder such as ${NAME}.", "Set the variable that the placeholder names in the client's environment, or set the key directly."),
        _ => DiagnosticResult.Problem("key", "COMETAPI_KEY is not set.", "Create a key in CometAPI's console. Set it in this environment for this command, and in the client's entry for the server. --sandbox needs no key."),
    };

    private DiagnosticResult Ffmpeg() => services.GetRequiredService<ContactSheetGenerator>().Ffmpeg is { } path
        ? DiagnosticResult.Ok("ffmpeg", $"{path}.")
        : DiagnosticResult.Note("ffmpeg", "ffmpeg was not found, so contact sheets of video frames are not available. Everything else works.", "Install ffmpeg, or set COMETRUNWAY_FFMPEG_PATH to its path.");
}
