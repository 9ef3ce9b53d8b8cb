using System.Reflection;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Hosting;

/// <summary>The name and version that the server reports to clients.</summary>
internal static class ServerInfo
{
    public const string Name = "comet-runway-mcp";

    /// <summary>The version.</summary>
    public static string Version { get; } =
        typeof(ServerInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static Implementation Implementation { get; } = new() { Name = Name, Title = "CometRunway: pictures to videos", Version = Version };
}
