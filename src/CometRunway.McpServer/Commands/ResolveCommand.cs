using System.CommandLine;
using CometRunway.Api.Wire;
using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.McpServer.Commands;

/// <summary><c>tasks resolve</c>: records what a person found out about a task of unknown outcome, or takes that back.</summary>
internal static class ResolveCommand
{
    private const string SetOne = "Set one of --not-charged, --task ID and --undo.";

    private static readonly Argument<string> Name = new("TASK") { Description = "The handle of a task whose outcome is unknown." };
    private static readonly Option<bool> NotCharged = new("--not-charged") { Description = "The request was not charged: CometAPI's usage page does not show it." };
    private static readonly Option<string?> Id = new("--task") { Description = "The request was accepted, with this task id. The service is asked for it, with the API key in COMETAPI_KEY; that costs nothing." };
    private static readonly Option<bool> Unverified = new("--unverified") { Description = "With --task: record the id without asking the service. An id that the service does not know is given up after an hour." };
    private static readonly Option<bool> Undo = new("--undo") { Description = "Take an earlier resolution back: the outcome is unknown again." };

    public static Command Create(Func<TasksCommand.Act, CancellationToken, Task<int>> withTasks)
    {
        var command = new Command("resolve", "Records the outcome of a task whose outcome is unknown, as shown on CometAPI's usage page, or takes that back.") { Name, NotCharged, Id, Unverified, Undo };
        command.Validators.Add(static result =>
        {
            if ((result.GetValue(NotCharged) ? 1 : 0) + (result.GetValue(Undo) ? 1 : 0) + (result.GetValue(Id) is null ? 0 : 1) != 1)
                result.AddError(SetOne);
            else if (result.GetValue(Unverified) && result.GetValue(Id) is null)
                result.AddError("--unverified needs --task ID.");
        });
        command.SetAction((parsed, token) => withTasks(
            async (tools, output, stop) =>
            {
                var task = await TasksCommand.FindAsync(tools.Tasks, parsed.GetRequiredValue(Name), stop);
                var resolution = Resolution(parsed);
                if (resolution is UnknownResolution.TaskIs { TaskId: var id } && task.State == VideoTaskState.Unknown && !parsed.GetValue(Unverified))
                    await VerifyAsync(tools, task, id, stop);
                return TaskPrinter.Show(tools.Keys.Mark(await tools.Tasks.ResolveUnknownAsync(task.Handle, resolution, stop)), output);
            },
            token));
        return command;
    }

    private static UnknownResolution Resolution(ParseResult parsed) => parsed.GetValue(Id) switch
    {
        { } id when TaskIds.IsUsable(id) => new UnknownResolution.TaskIs(id),
        { } => throw new InvalidOperationException($"This is no task id. An id has 1 to {TaskIds.MaxLength} characters and no control characters, and is not . or .."),
        null => parsed.GetValue(Undo) ? new UnknownResolution.Undone() : new UnknownResolution.NotCharged(),
    };

    /// <summary>Asks the service for the id. A person may know it better (--unverified).</summary>
    /// <exception cref="InvalidOperationException">The id is not confirmed.</exception>
    private static async Task VerifyAsync(TasksCommand.Tools tools, VideoTask task, string id, CancellationToken cancellationToken)
    {
        if (!tools.Keys.HasOwn(task))
            throw Refusal($"{task.Handle} was created with another API key or at another address than COMETAPI_KEY and COMETAPI_BASE_URL name now, so the service cannot be asked for the id. Set both as they were");
        string? objection;
        try
        {
            objection = (await tools.Ids.FindObjectionAsync(task, id, fromPerson: true, cancellationToken))?.Message;
        }
        catch (CometApiException error) when (error.Kind == ApiErrorKind.NoSuchTask)
        {
            objection = $"The service does not know the id {id}.";
        }
        catch (CometRunwayException error) when (error is not TaskStoreUnavailableException)
        {
            objection = $"The service could not be asked for the id: {error.Message}";
        }

        if (objection is not null)
            throw Refusal($"{objection} Nothing was recorded. Check the id");
    }

    private static InvalidOperationException Refusal(string reason) => new($"{reason}, or add --unverified if you are certain of it.");
}
