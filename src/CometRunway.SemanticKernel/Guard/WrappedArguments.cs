using System.Text.Json;
using CometRunway.Text;

namespace CometRunway.SemanticKernel.Guard;

/// <summary>Unwraps arguments that a model has put into one object, such as <c>{"request": {"image": …}}</c>, or into a JSON string.</summary>
internal static class WrappedArguments
{
    private const int LongestText = 64 * 1024;

    /// <summary>Returns the arguments without a wrapper.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>> Unwrap(IReadOnlyList<KeyValuePair<string, object?>> given, IReadOnlyList<ParameterSpec> parameters) =>
        given is [var (name, value)] && ParameterNames.Meant(name, parameters) is null && Inside(value) is { Count: > 0 } inside
            && inside.All(a => ParameterNames.Meant(a.Key, parameters) is not null || ParameterNames.InsteadOf(a.Key, parameters) is not null)
            ? inside
            : given;

    private static List<KeyValuePair<string, object?>>? Inside(object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Object } e when e.GetPropertyCount() <= ArgumentReader.MaxArguments => Members(e),
        JsonElement { ValueKind: JsonValueKind.String } e => Parsed(JsonText.Of(e)),
        string text => Parsed(text),
        _ => null,
    };

    private static List<KeyValuePair<string, object?>>? Members(JsonElement arguments)
    {
        try
        {
            return [.. arguments.EnumerateObject().Select(p => new KeyValuePair<string, object?>(p.Name, p.Value))];
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in a name.
            return null;
        }
    }

    private static List<KeyValuePair<string, object?>>? Parsed(string text)
    {
        if (text.Length > LongestText || !text.AsSpan().TrimStart().StartsWith("{"))
            return null;
        try
        {
            return Inside(JsonElement.Parse(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
