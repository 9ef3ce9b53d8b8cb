using System.Globalization;
using System.Text;
using CometRunway.McpServer.Commands;
using CometRunway.McpServer.SandboxChild;
using CometRunway.Options;

namespace CometRunway.McpServer.Hosting;

/// <summary>Generates the page <c>docs/configuration.md</c> from the settings, so that the page matches the code.</summary>
internal static class ConfigurationPage
{
    private const string Head =
        """
        # Configuration

        <!-- Generated from CometRunwaySettings.All and SandboxOption; a test compares them. Do not edit. -->

        The server reads environment variables. Each variable except the key is also a flag; the key cannot be set on the command line, because
        other programs can read it. A flag takes precedence over its variable. Blank values and unexpanded placeholders such as `${NAME}` count
        as not set. In an app, the library reads the keys of a configuration section (`services.AddCometRunway(section)`) or is configured in
        code; it reads no environment variables. Settings are read once, at startup.

        A time is a number of seconds or a .NET time span (`00:01:40`). A list is one string with separators, or an array in a section.

        Startup fails with a list of all errors. An error names the setting as it was set: in the server the variable, even if a flag set it; in
        an app the key with its section (`CometRunway:PollInterval`) or `CometRunwayOptions.PollInterval`. Errors never contain the value. A key,
        or a variable that begins with `COMETRUNWAY_`, that differs from a known name by one or two letters is such an error. Any other unknown
        name is ignored with a logged warning, so that an older version can start with the settings of a newer one.

        | variable | flag | key in a section | what it does |
        |---|---|---|---|

        """;

    public static string Text()
    {
        var page = new StringBuilder(Head);
        AddRow(page, SandboxOption.Variable, $"{SandboxOption.Name} [{SandboxOption.ValueName}]", null, SandboxOption.Help);
        AddRow(page, SandboxProgram.Variable, null, null, SandboxProgram.Help);
        foreach (var setting in CometRunwaySettings.All)
            AddRow(page, setting.Variable, Flag(setting), setting.Name, setting.Help);
        page.Append(CultureInfo.InvariantCulture, $"\n`{nameof(CometRunwayOptions.CallerId)}` can only be set in code. It separates the tasks and limits of an app's users.\n");
        return page.ToString();
    }

    private static void AddRow(StringBuilder page, string variable, string? flag, string? key, string help) =>
        page.Append(CultureInfo.InvariantCulture, $"| `{variable}` | {Code(flag)} | {Code(key)} | {help.Replace("|", "\\|", StringComparison.Ordinal)} |\n");

    private static string? Flag(CometRunwaySetting setting) =>
        setting.Flag is null ? null : $"{setting.Flag} {(setting.IsSwitch ? "[on|off]" : "VALUE")}";

    private static string Code(string? text) => text is null ? "" : $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";
}
