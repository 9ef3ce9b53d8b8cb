using System.Text.Json;
using CometRunway.Requests;
using CometRunway.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp.Prompts;

/// <summary>Lists the prompts and fills in their arguments.</summary>
internal sealed class PromptHandlers(ModelListings models)
{
    private const int LongestArgument = 2000;

    /// <summary>Handles <c>prompts/list</c>.</summary>
    public static ValueTask<ListPromptsResult> ListAsync(RequestContext<ListPromptsRequestParams> request, CancellationToken cancellationToken) =>
        new(new ListPromptsResult { Prompts = [AnimatePrompt.Definition] });

    /// <summary>Handles <c>prompts/get</c>.</summary>
    public async ValueTask<GetPromptResult> GetAsync(RequestContext<GetPromptRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.Params?.Name != AnimatePrompt.Name)
            throw new McpProtocolException($"Unknown prompt. Available: {AnimatePrompt.Name}.", McpErrorCode.InvalidParams);
        var image = Argument(request.Params, AnimatePrompt.Image) ?? throw Missing(AnimatePrompt.Image);
        var idea = Argument(request.Params, AnimatePrompt.Idea) ?? throw Missing(AnimatePrompt.Idea);
        var model = Argument(request.Params, AnimatePrompt.Model);
        var row = model is null ? null : (await models.ReadAsync(cancellationToken).ConfigureAwait(false)).Find(model);
        var text = AnimatePrompt.Text(image, idea, row, row?.Model.Id ?? model, Argument(request.Params, AnimatePrompt.Ratio));
        return new GetPromptResult
        {
            Description = AnimatePrompt.Definition.Description,
            Messages = [new PromptMessage { Role = Role.User, Content = new TextContentBlock { Text = text } }],
        };
    }

    private static string? Argument(GetPromptRequestParams request, string name)
    {
        if (request.Arguments?.TryGetValue(name, out var value) is not true)
            return null;
        var text = value.ValueKind == JsonValueKind.String ? JsonText.Of(value).Trim() : value.GetRawText();
        return text.Length switch
        {
            0 => null,
            > LongestArgument => throw new McpProtocolException($"{name} is longer than {LongestArgument} characters.", McpErrorCode.InvalidParams),
            _ => text,
        };
    }

    private static McpProtocolException Missing(string name) => new($"The argument {name} is required.", McpErrorCode.InvalidParams);
}
