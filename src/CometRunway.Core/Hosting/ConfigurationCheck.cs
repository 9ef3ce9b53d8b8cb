using CometRunway.Callers;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Upload;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.Videos;
using CometRunway.Videos.ContactSheets;
using Microsoft.Extensions.Options;

namespace CometRunway.Hosting;

/// <summary>Checks everything that a create needs, without using the API key and without creating a task.</summary>
internal sealed class ConfigurationCheck(
    IOptions<CometRunwayOptions> options,
    ModelListings models,
    VideoTaskService tasks,
    ITaskStore store,
    IImageSource images,
    IVideoStore videos,
    SavingCheck saving,
    ContactSheetGenerator sheets,
    TimeProvider time)
{
    /// <summary>The state of things now, for one caller.</summary>
    public async Task<ConfigurationReport> InspectAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        var table = await models.ReadAsync(cancellationToken).ConfigureAwait(false);
        var (totals, unusable) = await UsageAsync(caller, cancellationToken).ConfigureAwait(false);
        ConfigurationProblem?[] problems = [ReadOnly(), Key(caller), unusable, .. Limits(totals), await OutputAsync(cancellationToken).ConfigureAwait(false), .. Folders(), Upload(), DefaultModel(table), Offer(table), Notice()];
        return new ConfigurationReport
        {
            Service = options.Value.BaseAddress,
            IsSandbox = options.Value.IsLoopback,
            Problems = [.. problems.OfType<ConfigurationProblem>().OrderByDescending(p => p.PreventsCreating)],
            Models = table,
            Totals = totals,
            ImageFolders = Local?.Folders ?? [],
            Inbox = Local?.Inbox ?? "",
            OutputFolder = videos.Location,
            Ffmpeg = sheets.Ffmpeg,
        };
    }

    private ConfigurationProblem? ReadOnly() => options.Value.ReadOnly ? new($"Videos can be looked up here, and none can be created: {Setting(nameof(CometRunwayOptions.ReadOnly))} is on.", true) : null;

    private ConfigurationProblem? Key(Caller caller) => options.Value switch
    {
        _ when caller.Key is not null => null,
        { ApiKeyWasPlaceholder: true } => new($"There is no API key: {Setting(nameof(CometRunwayOptions.ApiKey))} holds an unexpanded placeholder such as ${{NAME}}, which whatever starts this program was to fill in.", true),
        { Names.AreVariables: true } => new($"There is no API key. Set {Setting(nameof(CometRunwayOptions.ApiKey))} to a CometAPI key; without one, --sandbox runs everything offline at no cost.", true),
        _ => new($"There is no API key in {Setting(nameof(CometRunwayOptions.ApiKey))}.", true),
    };

    private async ValueTask<(UsageTotals? Totals, ConfigurationProblem? Problem)> UsageAsync(Caller caller, CancellationToken cancellationToken)
    {
        try
        {
            return (await tasks.GetUsageAsync(caller, cancellationToken).ConfigureAwait(false), null);
        }
        catch (TaskStoreUnavailableException error)
        {
            return (null, new($"The ledger of tasks in {store.Location} cannot be used, and without it nothing is created: {error.Message}", true));
        }
    }

    private IEnumerable<ConfigurationProblem> Limits(UsageTotals? totals) =>
        from standing in totals?.Budget ?? []
        where standing.Left == 0
        select new ConfigurationProblem(standing.Allowed == 0 ? Closed(standing) : UsedUp(standing), true);

    private string Closed(BudgetStanding standing) => $"The limit in {Setting(BudgetSettings.PropertyOf(standing.Limit))} is 0: nothing may be created until a person raises it.";

    private string UsedUp(BudgetStanding standing)
    {
        var minutes = standing.FreesUpAt is { } at ? Math.Max(1, (int)Math.Ceiling((at - time.GetUtcNow()).TotalMinutes)) : 0;
        return $"The limit of {standing.Allowed} in {Setting(BudgetSettings.PropertyOf(standing.Limit))} is used up{(minutes > 0 ? $"; a part of it frees up in {minutes} min" : "")}.";
    }

    /// <summary>The folders that images are read from; null if the app registered its own image source.</summary>
    private ImageFolders? Local => (images as LocalImageSource)?.Folders;

    private async Task<ConfigurationProblem?> OutputAsync(CancellationToken cancellationToken) =>
        await saving.FindProblemAsync(cancellationToken).ConfigureAwait(false) is { } problem ? new(problem.Message, PreventsCreating: true) : null;

    private IEnumerable<ConfigurationProblem> Folders() => Local switch
    {
        null => [],
        { Folders.Count: 0 } => [new($"No folder is allowed to read pictures from, so only https links work. Folders can be named in {Setting(nameof(CometRunwayOptions.AllowedDirectories))}.")],
        var local => local.Folders.Where(f => !Directory.Exists(f)).Select(f => new ConfigurationProblem($"The folder for pictures {f} does not exist.")),
    };

    private ConfigurationProblem? Upload() => options.Value.UploadCommand is { } command && CommandImageUploader.FindProgram(command) is null
        ? new($"The program in {Setting(nameof(CometRunwayOptions.UploadCommand))} is not there, so only links can be sent. Give its full path, or a name on PATH.")
        : null;

    private ConfigurationProblem? DefaultModel(ModelListing table)
    {
        if (options.Value.DefaultModel is null)
            return null;
        var name = $"The model in {Setting(nameof(CometRunwayOptions.DefaultModel))}, {DisplayText.Text(table.DefaultModel)},";
        return table.Find(table.DefaultModel) switch
        {
            null => new($"{name} is not known here{(table.IsAvailabilityKnown ? " and not on the gateway's list" : "")}.{(table.Nearest(table.DefaultModel) is { } near ? $" {near} may be meant." : "")}"),
            { IsAvailable: false } => new($"{name} is not on the gateway's list now. On offer: {DisplayText.Choices(table.Rows.Where(r => r.IsAvailable is true).Select(r => r.Model.Id))}."),
            _ => null,
        };
    }

    private static ConfigurationProblem? Offer(ModelListing table) => table switch
    {
        { IsAvailabilityKnown: true } => null,
        { ListReadAt: null } => new("The gateway's public list of models could not be read, so what is on offer now is unknown."),
        _ => new("The gateway's public list names none of the known models, so what is on offer now is unknown."),
    };

    private string Setting(string property) => options.Value.Names.InWords(property);

    private ConfigurationProblem? Notice() => store.Notice is { } notice ? new(notice) : null;
}
