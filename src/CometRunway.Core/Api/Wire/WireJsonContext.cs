using System.Text.Json.Serialization;

namespace CometRunway.Api.Wire;

/// <summary>Serializes requests. Responses are read leniently, field by field: see <see cref="LenientJson"/>.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateTaskRequest))]
internal sealed partial class WireJsonContext : JsonSerializerContext;
