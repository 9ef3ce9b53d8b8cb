using System.Globalization;
using CometRunway.Hosting;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Creates the replies about the options for a request and the configuration.</summary>
internal static class OptionsReplies
{
    /// <param name="report">The state of the configuration.</param>
    /// <param name="asked">The requested model, or null for a summary of all models.</param>
    public static OptionsReply Of(ConfigurationReport report, string? asked)
    {
        var table = report.Models;
        var row = asked is null ? null : table.Find(asked);
        return new OptionsReply
        {
            Message = $"{Ready(report)}{Asked(table, asked, row)} Without model a request gets {table.DefaultNote}.",
            Ready = report.CanCreate,
            Problems = report.Problems.Count > 0 ? [.. report.Problems.Select(p => p.Text)] : null,
            Service = Service(report),
            Models = row is null ? [.. table.Rows.Select(ModelWords.Short)] : [ModelWords.Whole(row)],
            Offer = Offer(table),
            AlsoListed = row is null && table.AlsoListed is { Count: > 0 } others ? others : null,
            Prompt = Text($"at most {table.Rows.Min(r => r.Model.PromptLimit)} characters"),
            Seed = Text($"0 to {table.Rows.Max(r => r.Model.MaxSeed)}"),
            Budget = report.Totals is { } totals ? UsageWords.Of(totals) : null,
            ImageFolders = report.ImageFolders,
            Inbox = report.Inbox.Length > 0 ? report.Inbox : null,
            OutputFolder = report.OutputFolder,
            Frames = report.Ffmpeg is not null,
        };
    }

    private static string Ready(ConfigurationReport report) => report switch
    {
        { CanCreate: false } => "Not ready: no video can be created before a person mends what is in problems; tell the user.",
        { Problems.Count: > 0 } => "Ready to create, but see problems.",
        _ => "Ready to create.",
    };

    private static string Asked(ModelListing table, string? asked, ModelListingEntry? row) => (asked, row) switch
    {
        (null, _) => "",
        (_, null) => $" There is no model {ArgumentValue.Quote(asked)} here or on the gateway's list{(table.Nearest(asked) is { } near ? $"; did you mean {near}?" : ":")} These are known.",
        (_, { IsAvailable: false }) => $" {row.Model.Id} is not on offer now.",
        (_, { IsAvailable: true }) => $" {row.Model.Id} is on offer.",
        _ => $" Whether {row.Model.Id} is on offer is unknown.",
    };

    private static string Service(ConfigurationReport report)
    {
        var address = report.Service.GetLeftPart(UriPartial.Authority);
        return report.IsSandbox
            ? $"sandbox at {address}: nothing costs money, and videos are rehearsals, not Runway's work"
            : $"live, {address}: every create costs the user's money";
    }

    private static string Offer(ModelListing table) => table switch
    {
        { ListReadAt: null } => "the gateway's list of models could not be read",
        { IsAvailabilityKnown: false } => Text($"the gateway's list of {table.ListReadAt.Value.UtcDateTime:yyyy-MM-dd HH:mm}Z names none of these models"),
        _ => Text($"by the gateway's list of {table.ListReadAt.Value.UtcDateTime:yyyy-MM-dd HH:mm}Z"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
