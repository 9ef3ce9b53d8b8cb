using System.CommandLine;
using CometRunway.Errors;
using CometRunway.McpServer.Hosting;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Commands;

/// <summary><c>tasks list | show | resolve</c>: lists, shows and resolves tasks. Only <c>resolve --task</c> asks the service.</summary>
internal static class TasksCommand
{
    /// <summary>The services of a command that has one task or lists them.</summary>
    internal sealed record Tools(ITaskStoreAdmin Tasks, AccountKeys Keys, IdConfirmation Ids);

    internal delegate Task<int> Act(Tools tools, TextWriter output, CancellationToken cancellationToken);

    public static Command Create(IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors)
    {
        return new Command("tasks", "Lists and shows video tasks, and resolves tasks of unknown outcome.")
        {
            List(WithTasks),
            Show(WithTasks),
            ResolveCommand.Create(WithTasks),
        };

        async Task<int> WithTasks(Act act, CancellationToken cancellationToken)
        {
            await using var services = ServerServices.Build(new(environment, null, Path.GetTempPath()));
            try
            {
                var tools = new Tools(services.GetRequiredService<ITaskStoreAdmin>(), await KeysAsync(services, cancellationToken), services.GetRequiredService<IdConfirmation>());
                return await act(tools, output, cancellationToken);
            }
            catch (Exception error) when (error is CometRunwayException or InvalidOperationException or ArgumentException)
            {
                await errors.WriteLineAsync($"comet-runway-mcp: {TerminalText.OneLine(error.Message)}");
                return 1;
            }
        }
    }

    /// <summary>Without a key in the environment of the shell, no task is marked as created with another one.</summary>
    private static async Task<AccountKeys> KeysAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var keys = services.GetRequiredService<AccountKeys>();
        if (services.GetRequiredService<IOptions<CometRunwayOptions>>().Value.ApiKey is not null)
            await keys.AddDefaultAsync(cancellationToken);
        return keys;
    }

    private static Command List(Func<Act, CancellationToken, Task<int>> withTasks)
    {
        var limit = new Option<int>("--limit") { Description = "Maximum number of tasks, 1 to 100.", DefaultValueFactory = _ => 20 };
        var command = new Command("list", "Lists tasks, newest first.") { limit };
        command.SetAction((parsed, token) => withTasks((tools, output, stop) => TaskPrinter.ListAsync(tools.Tasks, tools.Keys, parsed.GetValue(limit), output, stop), token));
        return command;
    }

    private static Command Show(Func<Act, CancellationToken, Task<int>> withTasks)
    {
        var task = new Argument<string>("TASK") { Description = "A handle such as v7k2, or a task id." };
        var command = new Command("show", "Shows the details of one task.") { task };
        command.SetAction((parsed, token) => withTasks(async (tools, output, stop) => TaskPrinter.Show(tools.Keys.Mark(await FindAsync(tools.Tasks, parsed.GetRequiredValue(task), stop)), output), token));
        return command;
    }

    /// <summary>Finds one task by its name.</summary>
    /// <exception cref="ArgumentException">No task or several tasks match.</exception>
    internal static async Task<VideoTask> FindAsync(ITaskStoreAdmin tasks, string name, CancellationToken cancellationToken) => await tasks.FindAsync(name, cancellationToken) switch
    {
        FindOutcome.Found found => found.Task,
        FindOutcome.Ambiguous several => throw new ArgumentException($"\"{name}\" matches several tasks: {string.Join(", ", several.Tasks.Select(e => e.Handle))}."),
        _ => throw new ArgumentException($"There is no task \"{name}\". Run `comet-runway-mcp tasks list` to list the tasks."),
    };
}
