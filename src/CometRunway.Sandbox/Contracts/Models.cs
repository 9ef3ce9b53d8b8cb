using System.Text.Json.Serialization;

namespace CometRunway.Sandbox.Contracts;

internal sealed record PublicModelList(
    [property: JsonPropertyName("success")] bool Success,
    [property: JsonPropertyName("page")] int Page,
    [property: JsonPropertyName("page_size")] int PageSize,
    [property: JsonPropertyName("total")] int Total,
    [property: JsonPropertyName("data")] IReadOnlyList<PublicModel> Data);

internal sealed record PublicModel(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("provider")] string Provider,
    [property: JsonPropertyName("model_type")] string ModelType,
    [property: JsonPropertyName("features")] IReadOnlyList<string> Features,
    [property: JsonPropertyName("pricing")] PublicPrice Pricing,
    [property: JsonPropertyName("endpoints")] IReadOnlyList<string> Endpoints,
    [property: JsonPropertyName("api_doc_url")] string ApiDocUrl,
    [property: JsonPropertyName("upcoming")] bool Upcoming);

internal sealed record PublicPrice(
    [property: JsonPropertyName("currency")] string Currency,
    [property: JsonPropertyName("input")] decimal? Input,
    [property: JsonPropertyName("output")] decimal? Output,
    [property: JsonPropertyName("per_request")] decimal? PerRequest,
    [property: JsonPropertyName("per_second")] decimal? PerSecond);

internal sealed record AccountModelList(
    [property: JsonPropertyName("object")] string Object,
    [property: JsonPropertyName("data")] IReadOnlyList<AccountModel> Data);

internal sealed record AccountModel(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("object")] string Object,
    [property: JsonPropertyName("created")] long Created,
    [property: JsonPropertyName("owned_by")] string OwnedBy);
