using System.Text.Json;
using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Functions;
using CometRunway.SemanticKernel.Replies;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp.Tools;

/// <summary>Exposes a function as an MCP tool. A result has structured content and the same content as text. An error has text only.</summary>
internal sealed class FunctionTool : McpServerTool
{
    private const string FirstWithLinks = "2025-06-18";

    private readonly RequestCaller _caller;
    private readonly TimeProvider _time;

    /// <param name="definition">The function that defines name, descriptions and schemas; it can belong to any caller.</param>
    /// <param name="caller">Resolves the function of the caller.</param>
    /// <param name="time">The clock for the timeout of an elicitation.</param>
    public FunctionTool(AIFunction definition, RequestCaller caller, TimeProvider time)
    {
        _caller = caller;
        _time = time;
        var (title, annotations) = ToolAnnotationsMap.Of(definition.Name);
        ProtocolTool = new Tool
        {
            Name = definition.Name,
            Title = title,
            Description = definition.Description,
            InputSchema = definition.JsonSchema,
            OutputSchema = definition.ReturnJsonSchema,
            Annotations = annotations,
        };
    }

    /// <inheritdoc/>
    public override Tool ProtocolTool { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        var arguments = new AIFunctionArguments { Context = Context(request) };
        foreach (var (name, value) in request.Params?.Arguments ?? new Dictionary<string, JsonElement>())
            arguments[name] = value;
        var function = _caller.Function(ProtocolTool.Name, request);
        var reply = (ToolReply)(await function.InvokeAsync(arguments, cancellationToken).ConfigureAwait(false))!;
        return Result(reply, _caller.Redact(reply.ToJson()), TakesLinks(request.Server));
    }

    /// <summary>
    /// Creates the result. An error has no structured content, because clients validate structured content against the output schema.
    /// </summary>
    private static CallToolResult Result(ToolReply reply, string json, bool withLinks)
    {
        var content = new TextContentBlock { Text = json };
        return reply is ErrorReply
            ? new CallToolResult { Content = [content], IsError = true }
            : new CallToolResult { Content = [content, .. Images(reply), .. withLinks ? Links(reply) : []], StructuredContent = JsonElement.Parse(json) };
    }

    private static IEnumerable<ImageContentBlock> Images(ToolReply reply) => reply switch
    {
        VideoReply { Sheet: { } sheet } => [ImageContentBlock.FromBytes(sheet.Jpeg, sheet.MediaType)],
        ValidateReply { Preview: { } preview } => [ImageContentBlock.FromBytes(preview.Jpeg, preview.MediaType)],
        _ => [],
    };

    /// <summary>Returns links to the saved files, for clients that can open them. The text contains the path for the model.</summary>
    private static IEnumerable<ResourceLinkBlock> Links(ToolReply reply) =>
        reply is VideoReply { Files: { } files } video
            ? files.Select(file => Uri.TryCreate(file.Path, UriKind.Absolute, out var uri) ? Link(uri, file, video.Handle) : null).OfType<ResourceLinkBlock>()
            : [];

    private static ResourceLinkBlock Link(Uri uri, FileReply file, string handle) => new()
    {
        Uri = uri.AbsoluteUri,
        Name = Path.GetFileName(uri.LocalPath),
        Title = $"Video {handle}",
        MimeType = "video/mp4",
        Size = file.Bytes,
    };

    /// <summary>
    /// Returns true if the client supports resource links. Clients of older protocol versions may reject a result that contains one.
    /// </summary>
    private static bool TakesLinks(McpServer server) =>
        string.CompareOrdinal(server.NegotiatedProtocolVersion, FirstWithLinks) >= 0;

    private Dictionary<object, object?> Context(RequestContext<CallToolRequestParams> request)
    {
        var context = new Dictionary<object, object?>();
        if (request.Params?.ProgressToken is { } token)
            context[typeof(IProgress<WaitProgress>)] = new ProgressNotifier(request.Server, token);
        if (ElicitationApproval.IsPossible(request.Server.ClientCapabilities))
            context[typeof(IPaidCallApproval)] = new ElicitationApproval(request.Server, _time);
        return context;
    }
}
