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

        The MCP server reads environment variables. Each variable except the key is also a flag; the key cannot be set on the command line,
        because other programs can read it. A flag takes precedence over its variable. An app reads no `COMETRUNWAY_*` or `COMETAPI_*` variables:
        it reads the keys of a configuration section or sets the options in code, see [In an app](#in-an-app). Blank values, empty arrays and
        unexpanded placeholders such as `${NAME}` count as not set, so the default applies. Settings are read once, at startup.

        A time is a number of seconds or a .NET time span (`00:01:40`). A list is one string with separators, or an array in a section.

        Startup fails with a list of all errors. An error names the setting as it was set: in the server the variable, even if a flag set it; in
        an app the key with its section (`CometRunway:PollInterval`), or `CometRunwayOptions.PollInterval` for a value that code set. Errors never
        contain the value. These are errors too:

        - an array or a section where one value is expected
        - a list that is both a string and an array, a string with separators only, or an array with an item that is blank, nested or a placeholder
        - a key, or a variable that begins with `COMETRUNWAY_`, that resembles a known name: it differs by one or two letters, contains the name
          (`ReadOnlyMode`), has only words of it (`TasksPerHour`) or all words but one of a long name (`LimitTasksPerHour`)
        - a known key inside a section of its own (`CometRunway:Limits:MaxTasksPerHour`)

        Any other unknown name is ignored with a logged warning, so that an older version can start with the settings of a newer one. A warning is
        also logged at startup if the section does not exist, and for each folder in `AllowedDirectories` that does not exist.

        | variable | flag | key in a section | what it does |
        |---|---|---|---|

        """;

    private const string App =
        """

        ## In an app

        Register the library with the section, for example in `Program.cs`:

        ```csharp
        builder.Services.AddCometRunway(builder.Configuration.GetSection("CometRunway"));
        ```

        The section in `appsettings.json` with every setting except the key. Each can be omitted; the values below are the defaults, except
        `DefaultModel`, `HomeDirectory`, `OutputDirectory`, `AllowedDirectories`, `UploadCommand` and `Tools`, which are examples, and
        `ProbeRemoteImages` and `EnableCancellation`, whose defaults depend on the address:

        ```json
        {
          "CometRunway": {
            "BaseAddress": "https://api.cometapi.com",
            "ApiVersion": "2024-11-06",
            "DefaultModel": "gen4_turbo",
            "NotFoundGracePeriod": 90,
            "CreateTimeout": 100,
            "ReadTimeout": 20,
            "PollInterval": 5,
            "HomeDirectory": "/var/lib/my-app/ledger",
            "OutputDirectory": "/var/lib/my-app/videos",
            "AllowedDirectories": [ "/var/lib/my-app/images" ],
            "ProbeRemoteImages": "on",
            "UploadCommand": "/usr/local/bin/upload-image --public",
            "OpenOnSave": "off",
            "FfmpegPath": "ffmpeg",
            "DuplicateWindow": 600,
            "MaxTasksPerHour": 10,
            "MaxTasksPerDay": 30,
            "MaxSecondsPerDay": 300,
            "EnableCancellation": "off",
            "Tools": [ "create_video_from_image", "get_video", "list_videos" ],
            "ReadOnly": "off"
          }
        }
        ```

        Do not put the key into this file. Use `dotnet user-secrets set CometRunway:ApiKey KEY`, the variable `CometRunway__ApiKey` (with two
        underscores, as for any configuration section of .NET), or another configuration source.

        `COMETRUNWAY_SANDBOX` and `--sandbox` have no key, because only the MCP server starts a sandbox. An app uses a [sandbox](sandbox.md) through
        its address: start `comet-runway-sandbox --port 8080` and set `BaseAddress` to `http://127.0.0.1:8080` and `ApiKey` to any text, or, in a
        test, start a `SandboxServer` of the package `CometRunway.Sandbox` and set `options.BaseAddress = sandbox.BaseAddress`. Do not use a real key
        with a sandbox.

        `CallerId` can only be set in code. It separates the tasks and limits of an app's users.

        """;

    public static string Text()
    {
        var page = new StringBuilder(Head);
        AddRow(page, SandboxOption.Variable, $"{SandboxOption.Name} [{SandboxOption.ValueName}]", null, SandboxOption.Help);
        AddRow(page, SandboxProgram.Variable, null, null, SandboxProgram.Help);
        foreach (var setting in CometRunwaySettings.All)
            AddRow(page, setting.Variable, Flag(setting), setting.Name, setting.Help);
        page.Append(App);
        return page.ToString();
    }

    private static void AddRow(StringBuilder page, string variable, string? flag, string? key, string help) =>
        page.Append(CultureInfo.InvariantCulture, $"| `{variable}` | {Code(flag)} | {Code(key)} | {help.Replace("|", "\\|", StringComparison.Ordinal)} |\n");

    private static string? Flag(CometRunwaySetting setting) =>
        setting.Flag is null ? null : $"{setting.Flag} {(setting.IsSwitch ? "[on|off]" : "VALUE")}";

    private static string Code(string? text) => text is null ? "" : $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";
}
