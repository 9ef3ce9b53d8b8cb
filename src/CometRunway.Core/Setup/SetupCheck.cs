using CometRunway.Configuration;
using CometRunway.Errors;
using CometRunway.Frames;
using CometRunway.ImageToVideo;
using CometRunway.Ledger;
using CometRunway.Pictures;
using CometRunway.Pictures.Hosting;
using CometRunway.VideoTasks;
using Microsoft.Extensions.Options;

namespace CometRunway.Setup;

/// <summary>Looks at everything that a create would need, without a key and without creating anything.</summary>
public sealed class SetupCheck(
    IOptions<CometRunwayOptions> options,
    ModelTables models,
    VideoTaskRunner runner,
    TaskLedger ledger,
    PictureFolders pictures,
    OutputFolder output,
    StateFolder state,
    ContactSheetMaker sheets,
    TimeProvider time)
{
    /// <summary>The state of things now.</summary>
    public async Task<SetupReport> InspectAsync(CancellationToken cancellationToken = default)
    {
        var table = await models.ReadAsync(cancellationToken).ConfigureAwait(false);
        var (totals, unusable) = Totals();
        SetupProblem?[] problems = [ReadOnly(), Key(), unusable, .. Limits(totals), Output(), .. Folders(), Upload(), DefaultModel(table), Offer(table), Notice()];
        return new SetupReport
        {
            Service = options.Value.BaseAddress,
            IsSandbox = options.Value.IsLoopback,
            Problems = [.. problems.OfType<SetupProblem>().OrderByDescending(p => p.PreventsCreating)],
            Models = table,
            Totals = totals,
            PictureFolders = pictures.Folders,
            Inbox = pictures.Inbox,
            OutputFolder = output.Path,
            Ffmpeg = sheets.Ffmpeg,
        };
    }

    /// <summary>The same for another user of the app: the state of their limits.</summary>
    public SetupCheck For(VideoTaskRunner other) => new(options, models, other, ledger, pictures, output, state, sheets, time);

    private SetupProblem? ReadOnly() => options.Value.ReadOnly ? new($"Videos can be looked up here, and none can be created: {Setting(nameof(CometRunwayOptions.ReadOnly))} is on.", true) : null;

    private SetupProblem? Key() => options.Value switch
    {
        { ApiKey: not null } => null,
        { ApiKeyWasPlaceholder: true } => new($"There is no API key: {Setting(nameof(CometRunwayOptions.ApiKey))} holds an unexpanded placeholder such as ${{NAME}}, which whatever starts this program was to fill in.", true),
        { Names.AreVariables: true } => new($"There is no API key. Set {Setting(nameof(CometRunwayOptions.ApiKey))} to a CometAPI key; without one, --sandbox runs everything offline at no cost.", true),
        _ => new($"There is no API key in {Setting(nameof(CometRunwayOptions.ApiKey))}.", true),
    };

    private (LedgerTotals? Totals, SetupProblem? Problem) Totals()
    {
        try
        {
            return (runner.Totals(), null);
        }
        catch (LedgerUnavailableException error)
        {
            return (null, new($"The ledger of tasks in {state.Path} cannot be used, and without it nothing is created: {error.Message}", true));
        }
    }

    private IEnumerable<SetupProblem> Limits(LedgerTotals? totals) =>
        from standing in totals?.Budget ?? []
        where standing.Left == 0
        select new SetupProblem(standing.Allowed == 0 ? Closed(standing) : UsedUp(standing), true);

    private string Closed(BudgetStanding standing) => $"The limit in {Setting(BudgetSettings.PropertyOf(standing.Limit))} is 0: nothing may be created until a person raises it.";

    private string UsedUp(BudgetStanding standing)
    {
        var minutes = standing.FreesUpAt is { } at ? Math.Max(1, (int)Math.Ceiling((at - time.GetUtcNow()).TotalMinutes)) : 0;
        return $"The limit of {standing.Allowed} in {Setting(BudgetSettings.PropertyOf(standing.Limit))} is used up{(minutes > 0 ? $"; a part of it frees up in {minutes} min" : "")}.";
    }

    private SetupProblem? Output() => FolderProbe.Problem(output.Path) is { } problem
        ? new($"The folder for videos, {output.Path}, {problem}: videos would be made and paid, but not saved. Another can be named in {Setting(nameof(CometRunwayOptions.OutputDirectory))}.")
        : null;

    private IEnumerable<SetupProblem> Folders() => pictures.Folders.Count == 0
        ? [new($"No folder is allowed to read pictures from, so only https links work. Folders can be named in {Setting(nameof(CometRunwayOptions.AllowedDirectories))}.")]
        : pictures.Folders.Where(f => !Directory.Exists(f)).Select(f => new SetupProblem($"The folder for pictures {f} does not exist."));

    private SetupProblem? Upload() => options.Value.UploadCommand is { } command && UploadCommandLine.Find(command) is null
        ? new($"The program in {Setting(nameof(CometRunwayOptions.UploadCommand))} is not there, so only links can be sent. Give its full path, or a name on PATH.")
        : null;

    private SetupProblem? DefaultModel(ModelTable table)
    {
        if (options.Value.Model is null)
            return null;
        var name = $"The model in {Setting(nameof(CometRunwayOptions.Model))}, {Shown.Text(table.DefaultModel)},";
        return table.Find(table.DefaultModel) switch
        {
            null => new($"{name} is not known here{(table.IsOfferKnown ? " and not on the gateway's list" : "")}.{(table.Nearest(table.DefaultModel) is { } near ? $" {near} may be meant." : "")}"),
            { OnOffer: false } => new($"{name} is not on the gateway's list now. On offer: {Shown.Choices(table.Rows.Where(r => r.OnOffer is true).Select(r => r.Model.Id))}."),
            _ => null,
        };
    }

    private static SetupProblem? Offer(ModelTable table) => table switch
    {
        { IsOfferKnown: true } => null,
        { ListReadAt: null } => new("The gateway's public list of models could not be read, so what is on offer now is unknown."),
        _ => new("The gateway's public list names none of the known models, so what is on offer now is unknown."),
    };

    private string Setting(string property) => options.Value.Names.InWords(property);

    private SetupProblem? Notice() => ledger.Notice is { } notice ? new(notice) : null;
}
