using System.CommandLine;
using CometRunway.McpServer.Setup;
using CometRunway.Store;
using CometRunway.Videos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Commands;

/// <summary><c>setup [CLIENT]</c>: what to tell a chat client, and where. It changes no file.</summary>
internal static class SetupCommand
{
    public static Command Create(IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors)
    {
        var client = new Argument<string?>("CLIENT")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = $"One of {string.Join(", ", ClientGuides.All.Select(guide => guide.Id))}; without it they are listed.",
        };
        var remove = new Option<bool>("--remove") { Description = "Says what to delete, and what stays on disk." };
        var sandbox = new Option<bool>("--sandbox") { Description = "The entry for a rehearsal: no key, no cost." };
        var command = new Command("setup", "Prints the entry for a chat client, and where to put it. Changes nothing.") { client, remove, sandbox };
        command.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(client) is not { } id)
                return Print(output, SetupText.List());
            if (ClientGuides.Find(id) is not { } guide)
            {
                await errors.WriteLineAsync($"comet-runway-mcp: \"{id}\" is not a client that is known here; `comet-runway-mcp setup` lists them.");
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
