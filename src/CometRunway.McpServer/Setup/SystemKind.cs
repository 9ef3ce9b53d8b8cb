namespace CometRunway.McpServer.Setup;

/// <summary>The operating systems that clients run on.</summary>
internal enum SystemKind
{
    Linux,
    MacOS,
    Windows,
}
