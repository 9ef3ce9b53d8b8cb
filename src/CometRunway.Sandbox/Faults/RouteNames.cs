namespace CometRunway.Sandbox.Faults;

/// <summary>Names of routes in fault rules and in the journal.</summary>
internal static class RouteNames
{
    public const string Create = "create";
    public const string Read = "read";
    public const string Delete = "delete";
    public const string Output = "output";
    public const string Models = "models";
    public const string Other = "other";

    /// <summary>Not a route. Selects the next accepted task.</summary>
    public const string Task = "task";
    public const string Any = "any";

    public static IReadOnlyList<string> Api { get; } = [Create, Read, Delete, Output, Models];
}
