namespace CometRunway.McpServer.SandboxChild;

/// <summary>The sandbox could not be started. The message says what to do.</summary>
internal sealed class SandboxStartException(string message) : Exception(message);
