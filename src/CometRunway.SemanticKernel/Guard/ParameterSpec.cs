using System.Text.Json;

namespace CometRunway.SemanticKernel.Guard;

/// <summary>A parameter as described by the JSON schema.</summary>
internal sealed record ParameterSpec(string Name, ParameterKind Kind, bool IsLong, bool Required)
{
    /// <summary>Reads the parameters from the schema of a function, so that guard and schema always match.</summary>
    public static IReadOnlyList<ParameterSpec> FromSchema(JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var properties))
            return [];
        var required = schema.TryGetProperty("required", out var list)
            ? list.EnumerateArray().Select(e => e.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
        return [.. properties.EnumerateObject().Select(p => new ParameterSpec(p.Name, KindOf(p.Value), IsLongRange(p.Value), required.Contains(p.Name)))];
    }

    private static ParameterKind KindOf(JsonElement property) => property.GetProperty("type").GetString() switch
    {
        "integer" => ParameterKind.Integer,
        "boolean" => ParameterKind.Boolean,
        _ => ParameterKind.Text,
    };

    private static bool IsLongRange(JsonElement property) =>
        property.TryGetProperty("maximum", out var maximum) && maximum.GetDouble() > 1_000_000;
}
