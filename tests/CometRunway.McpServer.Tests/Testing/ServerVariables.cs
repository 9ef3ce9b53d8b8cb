using CometRunway.TestKit.Sandboxes;

namespace CometRunway.McpServer.Tests.Testing;

/// <summary>The variables with which a server uses the sandbox and the home folder of a lab.</summary>
internal static class ServerVariables
{
    public static Dictionary<string, string> For(SandboxLab sandbox) => new()
    {
        ["COMETAPI_BASE_URL"] = sandbox.Server.BaseAddress.AbsoluteUri,
        ["COMETAPI_KEY"] = SandboxLab.Key,
        ["COMETRUNWAY_POLL_INTERVAL"] = "0.03",
        ["COMETRUNWAY_HOME_DIRECTORY"] = sandbox.Home.State,
        ["COMETRUNWAY_OUTPUT_DIRECTORY"] = sandbox.Home.Videos,
        ["COMETRUNWAY_ALLOWED_DIRECTORIES"] = sandbox.Home.Album,
    };
}
