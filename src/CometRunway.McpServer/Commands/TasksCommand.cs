using System.CommandLine;
using CometRunway.Errors;
using CometRunway.McpServer.Hosting;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Tasks.Polling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Commands;

/// <summary><c>tasks list | show | resolve</c>: lists, shows and resolves tasks. Works offline.</summary>
internal static class TasksCommand
{
    private const string SetOne = "Set either --not-charged or --task ID.";

    private delegate Task<int> Act(ITaskStoreAdmin tasks, AccountKeys keys, TextWriter output, CancellationToken cancellationToken);

    public static Command Create(IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors)
    {
        return new Command("tasks", "Lists and shows video tasks, and resolves tasks of unknown outcome.")
        {
            List(WithTasks),
            Show(WithTasks),
            ResolveUnknown(WithTasks),
        };

        async Task<int> WithTasks(Act act, CancellationToken cancellationToken)
        {
            await using var services = ServerServices.Build(new(environment, null, Path.GetTempPath()));
            try
            {
                return await act(services.GetRequiredService<ITaskStoreAdmin>(), await KeysAsync(services, cancellationToken), output, cancellationToken);
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
        command.SetAction((parsed, token) => withTasks((tasks, keys, output, stop) => TaskPrinter.ListAsync(tasks, keys, parsed.GetValue(limit), output, stop), token));
        return command;
    }

    private static Command Show(Func<Act, CancellationToken, Task<int>> withTasks)
    {
        var task = new Argument<string>("TASK") { Description = "A handle such as v7k2, or a task id." };
        var command = new Command("show", "Shows the details of one task.") { task };
        command.SetAction((parsed, token) => withTasks(async (tasks, keys, output, stop) => TaskPrinter.Show(keys.Mark(await FindAsync(tasks, parsed.GetRequiredValue(task), stop)), output), token));
        return command;
    }

    private static Command ResolveUnknown(Func<Act, CancellationToken, Task<int>> withTasks)
    {
        var task = new Argument<string>("TASK") { Description = "The handle of a task whose outcome is unknown." };
        var notCharged = new Option<bool>("--not-charged") { Description = "The request was not charged: CometAPI's usage page does not show it." };
        var id = new Option<string?>("--task") { Description = "The request was accepted, with this task id." };
        var command = new Command("resolve", "Records the outcome of a task whose outcome is unknown, as shown on CometAPI's usage page.") { task, notCharged, id };
        command.Validators.Add(result =>
        {
            if (result.GetValue(notCharged) && result.GetValue(id) is not null)
                result.AddError(SetOne);
        });
        command.SetAction((parsed, token) => withTasks(async (tasks, keys, output, stop) =>
        {
            var found = await FindAsync(tasks, parsed.GetRequiredValue(task), stop);
            UnknownResolution resolution = parsed.GetValue(id) is { } known ? new UnknownResolution.TaskIs(known)
                : parsed.GetValue(notCharged) ? new UnknownResolution.NotCharged()
                : throw new ArgumentException(SetOne);
            return TaskPrinter.Show(keys.Mark(await tasks.ResolveUnknownAsync(found.Handle, resolution, stop)), output);
        }, token));
        return command;
    }

    private static async Task<VideoTask> FindAsync(ITaskStoreAdmin tasks, string name, CancellationToken cancellationToken) => await tasks.FindAsync(name, cancellationToken) switch
    {
        FindOutcome.Found found => found.Task,
        FindOutcome.Ambiguous several => throw new ArgumentException($"\"{name}\" matches several tasks: {string.Join(", ", several.Tasks.Select(e => e.Handle))}."),
        _ => throw new ArgumentException($"There is no task \"{name}\". Run `comet-runway-mcp tasks list` to list the tasks."),
    };
}
