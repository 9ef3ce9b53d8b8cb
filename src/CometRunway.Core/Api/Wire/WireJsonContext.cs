using System.Text.Json.Serialization;

namespace CometRunway.Api.Wire;

/// <summary>What is written to the wire. What is read from it is read leniently, field by field: see <see cref="LenientJson"/>.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateTaskRequest))]
internal sealed partial class WireJsonContext : JsonSerializerContext;
