namespace CometRunway.Mcp.Resources;

/// <summary>The resource URIs: the list of models, and each task by its handle or id.</summary>
internal static class ResourceUris
{
    public const string Models = "runway://models";
    public const string TaskTemplate = "runway://tasks/{id}";
    /// <summary>Longer than any id with all its characters escaped.</summary>
    private const int LongestUri = 1_000;

    private const string Scheme = "runway://";
    private const string Tasks = "runway://tasks/";

    /// <summary>Returns false for the app's own resources.</summary>
    public static bool IsOurs(string? uri) => uri?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Returns the handle or id in a task URI, or null for any other URI.</summary>
    public static string? TaskIn(string? uri) =>
        uri is { Length: <= LongestUri } && uri.StartsWith(Tasks, StringComparison.OrdinalIgnoreCase) && Uri.UnescapeDataString(uri[Tasks.Length..]) is { Length: > 0 and < 200 } id && !id.Contains('/')
            ? id
            : null;
}
