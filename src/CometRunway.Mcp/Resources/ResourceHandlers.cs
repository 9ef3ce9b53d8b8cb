using System.Text.Encodings.Web;
using System.Text.Json;
using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp.Resources;

/// <summary>Lists and reads the resources.</summary>
internal sealed class ResourceHandlers(ModelListings models, RequestCaller caller)
{
    private const int LongestShown = 100;
    private const string Json = "application/json";
    private const string FirstWithoutItsOwnCode = "2026-07-28";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Handles <c>resources/list</c>.</summary>
    public static ValueTask<ListResourcesResult> ListAsync(RequestContext<ListResourcesRequestParams> request, CancellationToken cancellationToken) => new(new ListResourcesResult
    {
        Resources =
        [
            new Resource
            {
                Uri = ResourceUris.Models,
                Name = "models",
                Title = "Models",
                Description = "Runway's models behind CometAPI: ratios, lengths, prices and limits with their sources, and what is on offer now.",
                MimeType = Json,
            },
        ],
    });

    /// <summary>Handles <c>resources/templates/list</c>.</summary>
    public static ValueTask<ListResourceTemplatesResult> ListTemplatesAsync(RequestContext<ListResourceTemplatesRequestParams> request, CancellationToken cancellationToken) => new(new ListResourceTemplatesResult
    {
        ResourceTemplates =
        [
            new ResourceTemplate
            {
                UriTemplate = ResourceUris.TaskTemplate,
                Name = "task",
                Title = "A video task",
                Description = "State, settings and files of one task, by its handle or id. Subscribe to hear of changes while it runs.",
                MimeType = Json,
            },
        ],
    });

    /// <summary>Handles <c>resources/read</c>.</summary>
    public async ValueTask<ReadResourceResult> ReadAsync(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken)
    {
        var uri = request.Params?.Uri ?? "";
        var document = uri.Equals(ResourceUris.Models, StringComparison.OrdinalIgnoreCase)
            ? ModelsDocument.Of(await models.ReadAsync(cancellationToken).ConfigureAwait(false))
            : TaskDocument.Of(await caller.WithAddressesAsync(await TaskAsync(uri, request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));
        return new ReadResourceResult { Contents = [new TextResourceContents { Uri = uri, MimeType = Json, Text = caller.Redact(document.ToJsonString(Readable)) }] };
    }

    /// <summary>Finds the task of the caller for a URI.</summary>
    /// <exception cref="McpProtocolException">No task matches, or the ledger cannot be read.</exception>
    public async ValueTask<VideoTask> TaskAsync(string uri, MessageContext request, CancellationToken cancellationToken)
    {
        try
        {
            return ResourceUris.TaskIn(uri) is { } id && await caller.FindAsync(id, request, cancellationToken).ConfigureAwait(false) is FindOutcome.Found found
                ? found.Task
                : throw NotFound(uri, request.Server);
        }
        catch (TaskStoreUnavailableException error)
        {
            throw new McpProtocolException(error.Message, McpErrorCode.InternalError);
        }
    }

    // Earlier protocol versions have a separate error code for "not found". Since this version it is an invalid parameter.
    private static McpProtocolException NotFound(string uri, McpServer server) => new(
        $"Unknown resource \"{VisibleText.OneLine(uri, LongestShown).Replace('"', '\'')}\". list_videos lists the tasks.",
        string.CompareOrdinal(server.NegotiatedProtocolVersion, FirstWithoutItsOwnCode) >= 0 ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound);
}
