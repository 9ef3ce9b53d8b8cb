using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CometRunway.Api;
using CometRunway.Images;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Logs;
using CometRunway.McpServer.Setup;
using CometRunway.McpServer.Starts;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using CometRunway.Videos.ContactSheets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Doctor;

/// <summary>Looks at everything once, in the order in which things go wrong. Creates no task and shows no key.</summary>
internal sealed class Examination(IServiceProvider services, Func<string, string?> environment, DateWatch dates)
{
    private const int StartsShown = 5;

    public async Task<DoctorReport> RunAsync(CancellationToken cancellationToken)
    {
        CometRunwayOptions options;
        try
        {
            options = services.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
        }
        catch (OptionsValidationException error)
        {
            return Report([Version(), .. error.Failures.Select(failure => Finding.Problem("settings", failure, "Correct the variable in the client's entry or in the environment; the server does not start with it."))], []);
        }

        var state = services.GetRequiredService<StateFolder>();
        var starts = services.GetRequiredService<StartJournal>().Last(StartsShown);
        var service = new ServiceCheck(services.GetRequiredService<CometRunwayApiClient>(), options, dates, services.GetRequiredService<TimeProvider>());
        return Report(
            [
                Version(),
                Key(options),
                .. await service.LookAsync(cancellationToken),
                .. NetworkCheck.Look(options, environment),
                FolderCheck.Images(services.GetRequiredService<ImageFolders>().Folders),
                FolderCheck.Writable("videos", "Videos are saved to", services.GetRequiredService<OutputFolder>().Path, "COMETRUNWAY_OUTPUT_DIRECTORY"),
                FolderCheck.Writable("state", "The ledger is in", state.Path, "COMETRUNWAY_HOME_DIRECTORY"),
                .. LedgerCheck.Look(state, options, services.GetRequiredService<VideoTaskService>, services.GetRequiredService<SqliteTaskStore>),
                Ffmpeg(),
                StartCheck.Look(starts, Path.Combine(state.Path, LogFile.Name)),
            ],
            starts);
    }

    private static DoctorReport Report(IReadOnlyList<Finding> findings, IReadOnlyList<StartRecord> starts) =>
        new() { Version = ServerInfo.Version, Findings = findings, Starts = starts };

    private static Finding Version() => Finding.Ok(
        "version",
        $"{ServerInfo.Name} {ServerInfo.Version} ({(RuntimeFeature.IsDynamicCodeSupported ? RuntimeInformation.FrameworkDescription : "native")}, {RuntimeInformation.RuntimeIdentifier}), {StartCommand.OfThisProgram()}.");

    private static Finding Key(CometRunwayOptions options) => options switch
    {
        { ApiKey: not null } => Finding.Ok("key", "COMETAPI_KEY is set; it is not shown."),
        { ApiKeyWasPlaceholder: true } => Finding.Problem("key", "COMETAPI_KEY holds a placeholder that nobody filled in, such as ${NAME}.", "Set the variable that it names where the client starts, or write the key itself."),
        _ => Finding.Problem("key", "COMETAPI_KEY is not set here.", "Take a key from CometAPI's console and set it, here for this command and in the client's entry for its server; --sandbox works without."),
    };

    private Finding Ffmpeg() => services.GetRequiredService<ContactSheetGenerator>().Ffmpeg is { } path
        ? Finding.Ok("ffmpeg", $"{path}.")
        : Finding.Note("ffmpeg", "ffmpeg was not found: a model cannot be shown frames of a video. Everything else works.", "Install ffmpeg, or name it in COMETRUNWAY_FFMPEG_PATH.");
}
