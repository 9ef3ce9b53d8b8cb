using System.Globalization;
using System.Text;

namespace CometRunway.McpServer.Setup;

/// <summary>Generates the page <c>docs/clients.md</c> from the table of clients, so that the page matches the code.</summary>
internal static class ClientsPage
{
    /// <summary>The path of the program in the examples.</summary>
    private static readonly StartCommand Example = new("/path/to/comet-runway-mcp", []);

    /// <summary>The command for links on the page, which cannot contain the user's path.</summary>
    private static readonly StartCommand OnPath = new("comet-runway-mcp", []);

    public static string Text()
    {
        var page = new StringBuilder();
        Add(page, $"""
            # Setting up a client

            <!-- Generated from the table in src/CometRunway.McpServer/Setup/ClientGuides.cs; a test compares them. Do not edit. -->

            `comet-runway-mcp setup CLIENT` prints the entry for your machine, with full paths, and the file it belongs in. `setup CLIENT --sandbox`
            prints an entry that needs no key and costs nothing. `setup CLIENT --remove` prints what to delete and what remains on disk.
            `comet-runway-mcp doctor` checks the installation.

            If `comet-runway-mcp` is on the PATH of your desktop programs, you can install it in one click (`setup` prints links with the full
            path):
            [install in VS Code]({InstallLinks.VsCodeOnTheWeb(OnPath)}),
            [install in Cursor]({InstallLinks.CursorOnTheWeb(OnPath)}).

            The entries follow the documentation and issue trackers of the clients as of November 2026. They were not tested with these clients,
            and never on Windows or macOS.


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
            Add(page, $"Or run `{command} {Example.Command}`\n\n");
        Add(page, $"{guide.KeyAdvice} {guide.Then}\n\n");
    }

    private static string Name(SystemKind system) => system == SystemKind.MacOS ? "macOS" : system.ToString();

    private static void Add(StringBuilder page, FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture));
}
