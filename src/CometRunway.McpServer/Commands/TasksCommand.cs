using System.CommandLine;
using CometRunway.Errors;
using CometRunway.McpServer.Hosting;
using CometRunway.Store;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Commands;

/// <summary><c>tasks list | show | settle</c>: the ledger, for people. It works offline.</summary>
internal static class TasksCommand
{
    private const string SayWhich = "Say either --not-charged or --task ID.";

    private delegate Task<int> Act(ITaskStoreAdmin tasks, TextWriter output, CancellationToken cancellationToken);

    public static Command Create(IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors)
    {
        return new Command("tasks", "Lists, shows and settles video tasks.")
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
                return await act(services.GetRequiredService<ITaskStoreAdmin>(), output, cancellationToken);
            }
            catch (Exception error) when (error is CometRunwayException or InvalidOperationException or ArgumentException)
            {
                await errors.WriteLineAsync($"comet-runway-mcp: {error.Message}");
                return 1;
            }
        }
    }

    private static Command List(Func<Act, CancellationToken, Task<int>> withTasks)
    {
        var limit = new Option<int>("--limit") { Description = "At most so many, 1 to 100.", DefaultValueFactory = _ => 20 };
        var command = new Command("list", "Lists tasks, newest first.") { limit };
        command.SetAction((parsed, token) => withTasks((tasks, output, stop) => TaskPrinter.ListAsync(tasks, parsed.GetValue(limit), output, stop), token));
        return command;
    }

    private static Command Show(Func<Act, CancellationToken, Task<int>> withTasks)
    {
        var task = new Argument<string>("TASK") { Description = "A handle such as v7k2, or a task id." };
        var command = new Command("show", "Shows all that is known of one task.") { task };
        command.SetAction((parsed, token) => withTasks(async (tasks, output, stop) => TaskPrinter.Show(await FindAsync(tasks, parsed.GetRequiredValue(task), stop), output), token));
        return command;
    }

    private static Command ResolveUnknown(Func<Act, CancellationToken, Task<int>> withTasks)
    {
        var task = new Argument<string>("TASK") { Description = "The handle of a task of unknown outcome." };
        var notCharged = new Option<bool>("--not-charged") { Description = "It was not taken: the usage page shows nothing." };
        var id = new Option<string?>("--task") { Description = "It was taken, under this task id." };
        var command = new Command("settle", "Says what became of a task of unknown outcome. Only a person can know.") { task, notCharged, id };
        command.Validators.Add(result =>
        {
            if (result.GetValue(notCharged) && result.GetValue(id) is not null)
                result.AddError(SayWhich);
        });
        command.SetAction((parsed, token) => withTasks(async (tasks, output, stop) =>
        {
            var entry = await FindAsync(tasks, parsed.GetRequiredValue(task), stop);
            UnknownResolution settlement = parsed.GetValue(id) is { } known ? new UnknownResolution.TaskIs(known)
                : parsed.GetValue(notCharged) ? new UnknownResolution.NotCharged()
                : throw new ArgumentException(SayWhich);
            return TaskPrinter.Show(await tasks.ResolveUnknownAsync(entry.Handle, settlement, stop), output);
        }, token));
        return command;
    }

    private static async Task<VideoTask> FindAsync(ITaskStoreAdmin tasks, string name, CancellationToken cancellationToken) => await tasks.FindAsync(name, cancellationToken) switch
    {
        FindOutcome.Found found => found.Entry,
        FindOutcome.Ambiguous several => throw new ArgumentException($"\"{name}\" fits several tasks: {string.Join(", ", several.Entries.Select(e => e.Handle))}."),
        _ => throw new ArgumentException($"There is no task \"{name}\"; `comet-runway-mcp tasks list` shows what there is."),
    };
}
