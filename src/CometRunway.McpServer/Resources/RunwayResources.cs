using System.Text.Encodings.Web;
using System.Text.Json;
using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.McpServer.Resources;

/// <summary>The resources: read only, like everything about them.</summary>
internal sealed class RunwayResources(ModelListings models, VideoTaskService runner)
{
    private const string Json = "application/json";
    private const string FirstWithoutItsOwnCode = "2026-07-28";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What has an address of its own.</summary>
    public static ValueTask<ListResourcesResult> ListAsync(RequestContext<ListResourcesRequestParams> request, CancellationToken cancellationToken) => new(new ListResourcesResult
    {
        Resources =
        [
            new Resource
            {
                Uri = ResourceAddresses.Models,
                Name = "models",
                Title = "Models",
                Description = "Runway's models behind CometAPI: ratios, lengths, prices and limits with their sources, and what is on offer now.",
                MimeType = Json,
            },
        ],
    });

    /// <summary>What has an address by its name.</summary>
    public static ValueTask<ListResourceTemplatesResult> ListTemplatesAsync(RequestContext<ListResourceTemplatesRequestParams> request, CancellationToken cancellationToken) => new(new ListResourceTemplatesResult
    {
        ResourceTemplates =
        [
            new ResourceTemplate
            {
                UriTemplate = ResourceAddresses.TaskTemplate,
                Name = "task",
                Title = "A video task",
                Description = "State, settings and files of one task, by its handle or id. Subscribe to hear of changes while it runs.",
                MimeType = Json,
            },
        ],
    });

    /// <summary>Reads one.</summary>
    public async ValueTask<ReadResourceResult> ReadAsync(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken)
    {
        var address = request.Params?.Uri ?? "";
        var document = address.Equals(ResourceAddresses.Models, StringComparison.OrdinalIgnoreCase)
            ? ModelsDocument.Of(await models.ReadAsync(cancellationToken))
            : TaskDocument.Of(Task(address, request.Server));
        return new ReadResourceResult { Contents = [new TextResourceContents { Uri = address, MimeType = Json, Text = document.ToJsonString(Readable) }] };
    }

    /// <summary>The task at an address.</summary>
    /// <exception cref="McpProtocolException">There is none, or the ledger cannot be read.</exception>
    public VideoTask Task(string address, ModelContextProtocol.Server.McpServer server)
    {
        try
        {
            return ResourceAddresses.TaskIn(address) is { } id && runner.Find(id) is FindOutcome.Found found ? found.Entry : throw NotFound(address, server);
        }
        catch (TaskStoreUnavailableException error)
        {
            throw new McpProtocolException(error.Message, McpErrorCode.InternalError);
        }
    }

    // Until this version "not found" had a code of its own; now it is an invalid parameter.
    private static McpProtocolException NotFound(string address, ModelContextProtocol.Server.McpServer server) => new(
        $"There is no resource {(address.Length > 200 ? address[..200] : address)}. list_videos names the tasks.",
        string.CompareOrdinal(server.NegotiatedProtocolVersion, FirstWithoutItsOwnCode) >= 0 ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound);
}
