using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CometRunway.Sandbox.Contracts;

internal sealed record CreateResponse([property: JsonPropertyName("id")] string Id);

/// <summary>Runway's task object.</summary>
internal sealed record BareTask(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("createdAt")] string CreatedAt)
{
    [JsonPropertyName("progress"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Progress { get; init; }

    [JsonPropertyName("output"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Output { get; init; }

    [JsonPropertyName("metadata"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TaskFile? Metadata { get; init; }

    [JsonPropertyName("video"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TaskFile? Video { get; init; }

    [JsonPropertyName("failure"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Failure { get; init; }

    [JsonPropertyName("failureCode"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FailureCode { get; init; }
}

/// <summary>A file of a task in gateways that do not use Runway's <c>output</c>.</summary>
internal sealed record TaskFile([property: JsonPropertyName("url")] string Url);

/// <summary>The gateway's own record of a task; times are Unix seconds, or 0 if not set.</summary>
internal sealed record GatewayTask(
    [property: JsonPropertyName("task_id")] string TaskId,
    [property: JsonPropertyName("action")] string Action,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("fail_reason")] string FailReason,
    [property: JsonPropertyName("result_url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ResultUrl,
    [property: JsonPropertyName("submit_time")] long SubmitTime,
    [property: JsonPropertyName("start_time")] long StartTime,
    [property: JsonPropertyName("finish_time")] long FinishTime,
    [property: JsonPropertyName("progress")] string Progress,
    [property: JsonPropertyName("data")] BareTask? Data);

internal sealed record WrappedTask(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("data")] GatewayTask Data);
