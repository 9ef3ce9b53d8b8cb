namespace CometRunway.McpServer.SandboxChild;

/// <summary>There is no sandbox of our own; the message says what to do.</summary>
internal sealed class SandboxStartException(string message) : Exception(message);
