using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Mcp.Resources;
using CometRunway.Store;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp.Prompts;

/// <summary>Completes an argument from its first characters. It works offline, so that suggestions appear without delay.</summary>
internal sealed class CompletionHandler(RequestCaller caller)
{
    private const int MaxCount = 100;

    /// <summary>Longer than every value that is suggested.</summary>
    private const int LongestValue = 300;

    /// <summary>Returns false for the app's own prompts and templates.</summary>
    public static bool IsOurs(Reference? asked) =>
        asked is PromptReference { Name: AnimatePrompt.Name } or ResourceTemplateReference { Uri: ResourceUris.TaskTemplate };

    /// <summary>Handles <c>completion/complete</c>.</summary>
    public async ValueTask<CompleteResult> CompleteAsync(RequestContext<CompleteRequestParams> request, CancellationToken cancellationToken)
    {
        var typed = (request.Params?.Argument.Value ?? "").Trim();
        if (typed.Length > LongestValue)
            return new CompleteResult { Completion = new Completion { Values = [], Total = 0 } };
        var values = await ValuesAsync(request, cancellationToken).ConfigureAwait(false);
        string[] fitting = [.. values.Where(value => value.StartsWith(typed, StringComparison.OrdinalIgnoreCase))];
        return new CompleteResult
        {
            Completion = new Completion { Values = [.. fitting.Take(MaxCount)], Total = fitting.Length, HasMore = fitting.Length > MaxCount },
        };
    }

    private async ValueTask<IEnumerable<string>> ValuesAsync(RequestContext<CompleteRequestParams> request, CancellationToken cancellationToken) => (request.Params?.Ref, request.Params?.Argument.Name) switch
    {
        (PromptReference { Name: AnimatePrompt.Name }, AnimatePrompt.Model) => ModelCatalog.Default.Models.Select(m => m.Id),
        (PromptReference { Name: AnimatePrompt.Name }, AnimatePrompt.Ratio) => Ratios(request.Params!.Context?.Arguments),
        (ResourceTemplateReference { Uri: ResourceUris.TaskTemplate }, "id") => await HandlesAsync(request, cancellationToken).ConfigureAwait(false),
        _ => [],
    };

    /// <summary>Returns the ratios of the chosen model, or of all models if none was chosen.</summary>
    private static IEnumerable<string> Ratios(IDictionary<string, string>? chosen)
    {
        var model = chosen?.TryGetValue(AnimatePrompt.Model, out var id) is true ? ModelCatalog.Default.Find(id) : null;
        return model?.Ratios ?? ModelCatalog.Default.Models.SelectMany(m => m.Ratios).Distinct();
    }

    private async ValueTask<IEnumerable<string>> HandlesAsync(MessageContext request, CancellationToken cancellationToken)
    {
        try
        {
            var page = await caller.ListAsync(new TaskQuery { Limit = MaxCount }, request, cancellationToken).ConfigureAwait(false);
            return [.. page.Tasks.Select(e => e.Handle)];
        }
        catch (TaskStoreUnavailableException)
        {
            return [];
        }
    }
}
