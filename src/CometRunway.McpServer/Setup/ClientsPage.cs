using System.Globalization;
using System.Text;

namespace CometRunway.McpServer.Setup;

/// <summary>The page <c>docs/clients.md</c>, made of the table so that it cannot say anything else.</summary>
internal static class ClientsPage
{
    /// <summary>The place of the program in the examples.</summary>
    private static readonly StartCommand Example = new("/path/to/comet-runway-mcp", []);

    /// <summary>What a link on a page must rely on: it cannot know a path.</summary>
    private static readonly StartCommand OnPath = new("comet-runway-mcp", []);

    public static string Text()
    {
        var page = new StringBuilder();
        Add(page, $"""
            # Setting up a client

            <!-- Made from the table in src/CometRunway.McpServer/Setup/ClientGuides.cs; a test compares them. Do not edit. -->

            `comet-runway-mcp setup CLIENT` prints the entry for your machine, with full paths, and where it goes; `setup CLIENT --sandbox` prints
            one that needs no key and costs nothing; `setup CLIENT --remove` says what to delete and what stays on disk. Afterwards
            `comet-runway-mcp doctor` checks the installation.

            In one click, if `comet-runway-mcp` is on the PATH that your desktop programs see (`setup` prints links with the full path):
            [install in VS Code]({InstallLinks.VsCodeOnTheWeb(OnPath)}),
            [install in Cursor]({InstallLinks.CursorOnTheWeb(OnPath)}).

            The entries follow what the clients' documentation and issue trackers said in November 2026. None of these clients was at hand
            to try them, and nothing here ever ran on Windows or macOS.


            """);
        foreach (var guide in ClientGuides.All)
            Describe(page, guide);
        return page.ToString();
    }

    private static void Describe(StringBuilder page, ClientGuide guide)
    {
        Add(page, $"## {guide.Name}\n\n`comet-runway-mcp setup {guide.Id}`\n\n");
        foreach (var place in guide.Places)
            Add(page, $"- `{place.Path}` ({string.Join(", ", place.Systems.Select(Name))}){(place.When is null ? "" : $": {place.When}")}\n");
        Add(page, $"\n```{(guide.Shape == EntryShape.Toml ? "toml" : "json")}\n{ClientEntry.Of(guide, Example, sandbox: false)}\n```\n\n");
        if (guide.AddCommand is { } command)
            Add(page, $"Or: `{command} {Example.Command}`\n\n");
        Add(page, $"{guide.KeyAdvice} {guide.Then}\n\n");
    }

    private static string Name(SystemKind system) => system == SystemKind.MacOS ? "macOS" : system.ToString();

    private static void Add(StringBuilder page, FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture));
}
