namespace CometRunway.McpServer.Setup;

/// <summary>A file in which a client looks for its servers.</summary>
/// <param name="Path">As people write it: <c>~</c>, <c>%APPDATA%</c> and <c>%LOCALAPPDATA%</c> are the user's own folders.</param>
/// <param name="Systems">Where it is so.</param>
/// <param name="When">When this one is meant, if there are several.</param>
internal sealed record ConfigPlace(string Path, IReadOnlyList<SystemKind> Systems, string? When = null);
