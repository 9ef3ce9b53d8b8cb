namespace CometRunway.McpServer.Setup;

/// <summary>The systems on which clients keep their files in different places.</summary>
internal enum SystemKind
{
    Linux,
    MacOS,
    Windows,
}
