using System.Text.Json.Serialization;

namespace CometRunway.Store.Sqlite;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(JournaledOutcome))]
internal sealed partial class StoreJson : JsonSerializerContext;
