namespace CometRunway.McpServer.Setup;

/// <summary>A file that a client reads its servers from.</summary>
/// <param name="Path">The path, in which <c>~</c>, <c>%APPDATA%</c> and <c>%LOCALAPPDATA%</c> are folders of the user.</param>
/// <param name="Systems">The systems that use this file.</param>
/// <param name="When">When to use this file, if there are several.</param>
internal sealed record ConfigPlace(string Path, IReadOnlyList<SystemKind> Systems, string? When = null);
