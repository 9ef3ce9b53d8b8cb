namespace CometRunway.McpServer.Resources;

/// <summary>What can be read: the models, and each task by its handle or id.</summary>
internal static class ResourceAddresses
{
    public const string Models = "runway://models";
    public const string TaskTemplate = "runway://tasks/{id}";
    private const string Tasks = "runway://tasks/";

    /// <summary>The handle or id in a task's address; null when it is none.</summary>
    public static string? TaskIn(string? address) =>
        address?.StartsWith(Tasks, StringComparison.OrdinalIgnoreCase) is true && Uri.UnescapeDataString(address[Tasks.Length..]) is { Length: > 0 and < 200 } id && !id.Contains('/')
            ? id
            : null;
}
