namespace CometRunway.McpServer.Hosting;

/// <summary>The few flags of the server itself. Read by hand: every chat client pays for the start, and a parser would cost more than the server.</summary>
internal sealed record CommandLine
{
    /// <summary><c>--help</c>.</summary>
    public bool Help { get; private init; }

    /// <summary><c>--version</c>.</summary>
    public bool Version { get; private init; }

    /// <summary><c>--sandbox</c>: run against a sandbox instead of the live service.</summary>
    public bool Sandbox { get; private init; }

    /// <summary><c>--sandbox URL</c>: one that runs already; null starts one.</summary>
    public Uri? SandboxAddress { get; private init; }

    /// <summary>What is wrong with the line; null when nothing is.</summary>
    public string? Problem { get; private init; }

    public const string Usage =
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

        Options:
          --sandbox [URL]   use a local sandbox of the service: no key, no cost, real MP4s.
                            Without URL one is started and ends with the server.
          --version         print the version
          --help            print this

        Environment:
          COMETAPI_KEY              your CometAPI key; without it the tools say so
          COMETAPI_BASE_URL         default https://api.cometapi.com
          COMETRUNWAY_MODEL         the model when a request names none
          COMETRUNWAY_ALLOWED_DIRS  more folders from which pictures may be read
          COMETRUNWAY_OUTPUT_DIR    where videos are saved
          COMETRUNWAY_HOME          where the ledger of tasks lives
        """;

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var parsed = new CommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h" or "-?":
                    return parsed with { Help = true };
                case "--version":
                    return parsed with { Version = true };
                case "--sandbox" when i + 1 < args.Count && !args[i + 1].StartsWith('-'):
                    if (!IsLoopback(args[++i], out var address))
                        return parsed with { Problem = $"--sandbox takes a loopback address such as http://127.0.0.1:8080, not \"{args[i]}\"." };
                    parsed = parsed with { Sandbox = true, SandboxAddress = address };
                    break;
                case "--sandbox":
                    parsed = parsed with { Sandbox = true };
                    break;
                default:
                    return parsed with { Problem = $"\"{args[i]}\" is not an option of comet-runway-mcp; --help lists them." };
            }
        }

        return parsed;
    }

    private static bool IsLoopback(string text, out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address is { IsLoopback: true, Scheme: "http" or "https" };
}
