using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.McpServer.Resources;
using CometRunway.Store;
using CometRunway.Tasks;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.McpServer.Prompts;

/// <summary>What may stand in an argument, by what was typed so far; offline, because people type fast.</summary>
internal sealed class Completions(VideoTaskService runner)
{
    private const int Most = 100;

    public ValueTask<CompleteResult> CompleteAsync(RequestContext<CompleteRequestParams> request, CancellationToken cancellationToken)
    {
        var typed = request.Params?.Argument.Value ?? "";
        string[] fitting = [.. Values(request.Params).Where(value => value.StartsWith(typed.Trim(), StringComparison.OrdinalIgnoreCase))];
        return new(new CompleteResult
        {
            Completion = new Completion { Values = [.. fitting.Take(Most)], Total = fitting.Length, HasMore = fitting.Length > Most },
        });
    }

    private IEnumerable<string> Values(CompleteRequestParams? asked) => (asked?.Ref, asked?.Argument.Name) switch
    {
        (PromptReference { Name: AnimatePrompt.Name }, AnimatePrompt.Model) => ModelCatalog.Default.Models.Select(m => m.Id),
        (PromptReference { Name: AnimatePrompt.Name }, AnimatePrompt.Ratio) => Ratios(asked!.Context?.Arguments),
        (ResourceTemplateReference { Uri: ResourceAddresses.TaskTemplate }, "id") => Handles(),
        _ => [],
    };

    /// <summary>Those of the model that was chosen before, else of all.</summary>
    private static IEnumerable<string> Ratios(IDictionary<string, string>? chosen)
    {
        var model = chosen?.TryGetValue(AnimatePrompt.Model, out var id) is true ? ModelCatalog.Default.Find(id) : null;
        return model?.Ratios ?? ModelCatalog.Default.Models.SelectMany(m => m.Ratios).Distinct();
    }

    private IEnumerable<string> Handles()
    {
        try
        {
            return [.. runner.List(new TaskQuery { Limit = Most }).Entries.Select(e => e.Handle)];
        }
        catch (TaskStoreUnavailableException)
        {
            return [];
        }
    }
}
