using System.Text;

namespace CometRunway.McpServer.Hosting;

/// <summary>What <c>--help</c> prints: the commands for people, and every setting out of the one table.</summary>
internal static class UsageText
{
    private const int Width = 100;
    private const string Indent = "      ";

    private const string Head =
        """
        comet-runway-mcp: a stdio MCP server that turns pictures into videos (Runway's models behind CometAPI).

        A chat client starts it; it speaks the Model Context Protocol on standard input and output.

        For people:
          comet-runway-mcp animate PICTURE "PROMPT"
                                                   makes one video and waits for it; costs money
          comet-runway-mcp tasks list              what was created, with totals
          comet-runway-mcp tasks show TASK         all that is known of one task
          comet-runway-mcp tasks settle TASK --not-charged | --task ID
                                                   says what became of a task of unknown outcome
          comet-runway-mcp inspect FILE            what is in a video
          comet-runway-mcp setup [CLIENT]          what to tell a chat client, and where
          comet-runway-mcp doctor [--json]         whether everything is in place, and what to do
          comet-runway-mcp --version | --help

        Settings: each is a variable and, but for the key, also a flag of the server; the flag goes before the variable.
        A key is never taken from the command line, which other programs can read.

        """;

    public static string Write()
    {
        var text = new StringBuilder(Head);
        foreach (var setting in ServerSetting.All)
        {
            text.Append(CultureInvariant($"\n  {setting.Variable}{(setting.Flag is null ? "" : $"  {setting.Flag}")}\n"));
            foreach (var line in Lines(setting.Help))
                text.Append(Indent).Append(line).Append('\n');
        }

        return text.ToString().TrimEnd();
    }

    private static IEnumerable<string> Lines(string help)
    {
        var line = new StringBuilder();
        foreach (var word in help.Split(' '))
        {
            if (line.Length > 0 && Indent.Length + line.Length + 1 + word.Length > Width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    private static string CultureInvariant(FormattableString text) => text.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
