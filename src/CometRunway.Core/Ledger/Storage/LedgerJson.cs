using System.Text.Json.Serialization;
using CometRunway.Balances;

namespace CometRunway.Ledger.Storage;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(LateAnswer))]
[JsonSerializable(typeof(AccountBalance))]
internal sealed partial class LedgerJson : JsonSerializerContext;
