using System.CommandLine;
using CometRunway.McpServer.Setup;
using CometRunway.Store;
using CometRunway.Videos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Commands;

/// <summary><c>setup [CLIENT]</c>: prints the configuration entry for a chat client. It changes no file.</summary>
internal static class SetupCommand
{
    public static Command Create(IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors)
    {
        var client = new Argument<string?>("CLIENT")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = $"One of {string.Join(", ", ClientGuides.All.Select(guide => guide.Id))}. Without it, lists the clients.",
        };
        var remove = new Option<bool>("--remove") { Description = "Print what to delete and what remains on disk." };
        var sandbox = new Option<bool>("--sandbox") { Description = "Print an entry that uses the sandbox: no key, no cost." };
        var command = new Command("setup", "Prints the configuration entry for a chat client and the file it belongs in. Changes nothing.") { client, remove, sandbox };
        command.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(client) is not { } id)
                return Print(output, SetupText.List());
            if (ClientGuides.Find(id) is not { } guide)
            {
                await errors.WriteLineAsync($"comet-runway-mcp: Unknown client \"{id}\". Run `comet-runway-mcp setup` to list the clients.");
                return 1;
            }

            return Print(output, parsed.GetValue(remove)
                ? await RemovalAsync(guide, environment)
                : SetupText.Add(guide, Start(parsed.GetValue(sandbox)), parsed.GetValue(sandbox), UserFolders.OfThisMachine()));
        });
        return command;
    }

    private static StartCommand Start(bool sandbox)
    {
        var start = StartCommand.OfThisProgram();
        return sandbox ? start.WithSandbox() : start;
    }

    private static async Task<string> RemovalAsync(ClientGuide guide, IReadOnlyDictionary<string, string> environment)
    {
        await using var services = CommandServices.Build(environment);
        try
        {
            return SetupText.Remove(guide, UserFolders.OfThisMachine(), services.GetRequiredService<ITaskStore>().Location, services.GetRequiredService<OutputFolder>().Path);
        }
        catch (OptionsValidationException)
        {
            return SetupText.Remove(guide, UserFolders.OfThisMachine(), "COMETRUNWAY_HOME_DIRECTORY", "COMETRUNWAY_OUTPUT_DIRECTORY");
        }
    }

    private static int Print(TextWriter output, string text)
    {
        output.Write(text);
        return 0;
    }
}
