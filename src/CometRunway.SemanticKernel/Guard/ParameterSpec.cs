using System.Reflection;
using System.Text.Json;

namespace CometRunway.SemanticKernel.Guard;

/// <summary>A parameter as described by the JSON schema.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The JSON kind.</param>
/// <param name="IsLong">True for a number that can exceed the range of int.</param>
/// <param name="Required">True if the function cannot be called without it.</param>
/// <param name="MaxLength">The maximum number of characters of a text.</param>
/// <param name="Minimum">The smallest allowed number; null if there is none.</param>
internal sealed record ParameterSpec(string Name, ParameterKind Kind, bool IsLong, bool Required, int MaxLength = TextLimits.Query, long? Minimum = null)
{
    /// <summary>
    /// Reads the parameters from the schema of a function, so that guard and schema always match, and the limits of the texts from its method.
    /// </summary>
    /// <exception cref="InvalidOperationException">A text parameter declares no limit.</exception>
    public static IReadOnlyList<ParameterSpec> Of(JsonElement schema, IReadOnlyList<ParameterInfo> method)
    {
        if (!schema.TryGetProperty("properties", out var properties))
            return [];
        var required = schema.TryGetProperty("required", out var list)
            ? list.EnumerateArray().Select(e => e.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
        return [.. properties.EnumerateObject().Select(p => new ParameterSpec(p.Name, KindOf(p.Value), IsLongRange(p.Value), required.Contains(p.Name), Limit(p, method), Least(p.Value)))];
    }

    private static ParameterKind KindOf(JsonElement property) => property.GetProperty("type").GetString() switch
    {
        "integer" => ParameterKind.Integer,
        "boolean" => ParameterKind.Boolean,
        _ => ParameterKind.Text,
    };

    private static int Limit(JsonProperty property, IReadOnlyList<ParameterInfo> method) =>
        method.Single(p => p.Name == property.Name).GetCustomAttribute<TextLimitAttribute>()?.Characters
        ?? (KindOf(property.Value) == ParameterKind.Text ? throw new InvalidOperationException($"The text parameter {property.Name} has no {nameof(TextLimitAttribute)}.") : TextLimits.Number);

    private static long? Least(JsonElement property) =>
        property.TryGetProperty("minimum", out var minimum) ? minimum.GetInt64() : null;

    private static bool IsLongRange(JsonElement property) =>
        property.TryGetProperty("maximum", out var maximum) && maximum.GetDouble() > 1_000_000;
}
