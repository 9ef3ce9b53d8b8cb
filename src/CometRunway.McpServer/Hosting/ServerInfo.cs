using System.Reflection;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Hosting;

/// <summary>Who we say we are.</summary>
internal static class ServerInfo
{
    public const string Name = "comet-runway-mcp";

    /// <summary>The version.</summary>
    public static string Version { get; } =
        typeof(ServerInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static Implementation Implementation { get; } = new() { Name = Name, Title = "CometRunway: pictures to videos", Version = Version };
}
