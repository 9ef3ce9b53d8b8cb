using CometRunway.McpServer.Setup;

namespace CometRunway.McpServer.Tests.Setup;

public sealed class StartCommandTests
{
    [Fact]
    public void Of_DotNetTool_UsesLinkThatSurvivesUpdates()
    {
        var tools = Path.Combine(Path.GetTempPath(), ".dotnet", "tools");
        var inStore = Path.Combine(tools, ".store", "cometrunway.mcpserver", "0.1.0", "tools", "comet-runway-mcp");
        var link = Path.Combine(tools, "comet-runway-mcp");

        Assert.Equal(link, StartCommand.Of(inStore, "unused.dll", path => path == link).Command);
        Assert.Equal(inStore, StartCommand.Of(inStore, "unused.dll", _ => false).Command);
    }

    [Fact]
    public void Of_RunByDotNet_IncludesTheAssembly()
    {
        var start = StartCommand.Of("/usr/lib/dotnet/dotnet", "/opt/server/comet-runway-mcp.dll", _ => true);

        Assert.Equal("/usr/lib/dotnet/dotnet", start.Command);
        Assert.Equal(["/opt/server/comet-runway-mcp.dll"], start.Arguments);
    }

    [Fact]
    public void Of_Executable_UsesIt() =>
        Assert.Equal("/opt/comet-runway-mcp", StartCommand.Of("/opt/comet-runway-mcp", "unused.dll", _ => true).Command);
}
