using CometRunway.McpServer.SandboxChild;
using CometRunway.Options;

namespace CometRunway.McpServer.Hosting;

/// <summary>One thing that can be set, as a person sees it.</summary>
/// <param name="Variable">Its environment variable.</param>
/// <param name="Flag">The same on the command line, with its value; null where there is none.</param>
/// <param name="Key">Its key in a configuration section of an app; null where only the server has it.</param>
/// <param name="Help">What it does, its form and its default.</param>
internal sealed record ServerSetting(string Variable, string? Flag, string? Key, string Help)
{
    /// <summary>Everything: the server's own, then the library's table.</summary>
    public static IReadOnlyList<ServerSetting> All { get; } =
    [
        new(SandboxVariable, "--sandbox [URL]", null, "on starts a local sandbox of the service that ends with the server (no key, no cost, real MP4s); the address of one that runs uses that. Default off."),
        new(SandboxProgram.Variable, null, null, "The full path of the program comet-runway-sandbox, where it is neither beside the server nor on PATH."),
        .. CometRunwaySettings.All.Select(s => new ServerSetting(s.Variable, DisplayText(s), s.Name, s.Help)),
    ];

    /// <summary>The variable behind <c>--sandbox</c>.</summary>
    public const string SandboxVariable = "COMETRUNWAY_SANDBOX";

    /// <summary>The server's own variables.</summary>
    public static IReadOnlyList<string> Own { get; } = [SandboxVariable, SandboxProgram.Variable];

    private static string? DisplayText(CometRunwaySetting setting) => setting switch
    {
        { Flag: null } => null,
        { IsSwitch: true } => $"{setting.Flag} [on|off]",
        _ => $"{setting.Flag} VALUE",
    };
}
