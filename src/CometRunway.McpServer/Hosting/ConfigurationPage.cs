using System.Globalization;
using System.Text;
using CometRunway.McpServer.Commands;
using CometRunway.McpServer.SandboxChild;
using CometRunway.Options;

namespace CometRunway.McpServer.Hosting;

/// <summary>The page <c>docs/configuration.md</c>, made of the table so that it cannot say anything else.</summary>
internal static class ConfigurationPage
{
    private const string Head =
        """
        # Configuration

        <!-- Made from CometRunwaySettings.All and SandboxOption; a test compares them. Do not edit. -->

        The server reads variables; each is a flag too, but for the key, which is never taken from the command line because other programs
        can read it. A flag goes before its variable. Blank values and unexpanded placeholders such as `${NAME}` count as not set. A library
        reads a configuration section by the keys (`services.AddCometRunway(section)`), or is set in code; it reads no variable by itself.
        Settings are read once, at start.

        A time is a number of seconds, or a time as .NET writes it (`00:01:40`). A list is one text with separators, or an array in a section.

        The start fails with every error at once. An error names the setting as it was set: the server's the variable, also where a flag set it;
        an app's the key with its section (`CometRunway:PollInterval`), or `CometRunwayOptions.PollInterval`. It never repeats a value. A key, or
        a variable that begins with `COMETRUNWAY_`, that is misspelt by a letter or two is such an error. Any other unknown one is ignored with a
        logged warning, so that an older version starts with the settings of a newer one.

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
        page.Append(CultureInfo.InvariantCulture, $"\n`{nameof(CometRunwayOptions.CallerId)}` can only be set in code: it separates the tasks and limits of an app's users.\n");
        return page.ToString();
    }

    private static void AddRow(StringBuilder page, string variable, string? flag, string? key, string help) =>
        page.Append(CultureInfo.InvariantCulture, $"| `{variable}` | {Code(flag)} | {Code(key)} | {help.Replace("|", "\\|", StringComparison.Ordinal)} |\n");

    private static string? Flag(CometRunwaySetting setting) =>
        setting.Flag is null ? null : $"{setting.Flag} {(setting.IsSwitch ? "[on|off]" : "VALUE")}";

    private static string Code(string? text) => text is null ? "" : $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";
}
