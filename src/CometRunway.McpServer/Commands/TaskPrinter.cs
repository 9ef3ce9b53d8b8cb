using System.Globalization;
using CometRunway.Store;
using CometRunway.Tasks.Polling;
using CometRunway.Text;

namespace CometRunway.McpServer.Commands;

/// <summary>Prints tasks to a terminal.</summary>
internal static class TaskPrinter
{
    private const int PromptShown = 50;

    public static async Task<int> ListAsync(ITaskStoreAdmin tasks, AccountKeys keys, int limit, TextWriter output, CancellationToken cancellationToken)
    {
        var page = await tasks.ListAsync(new TaskQuery { Limit = Math.Clamp(limit, 1, 100) }, cancellationToken);
        foreach (var task in page.Tasks.Select(keys.Mark))
            await output.WriteLineAsync(TerminalText.OneLine(Invariant($"{task.Handle,-8} {task.State.Name(),-10} {task.CreatedAt.ToLocalTime():yyyy-MM-dd HH:mm}  {task.Settings.Model,-12} {task.Settings.Ratio,-9} {task.Settings.Duration,2} s  {(task.HasOtherKey ? "(other key) " : "")}{Short(task.Settings.Prompt)}")));
        var totals = await tasks.GetTotalsAsync(cancellationToken);
        await output.WriteLineAsync(Invariant($"{page.Total} in total. Today {totals.Today.Tasks} tasks, {totals.Today.Seconds} s; this month {totals.ThisMonth.Tasks} tasks, {totals.ThisMonth.Seconds} s."));
        return 0;
    }

    public static int Show(VideoTask task, TextWriter output)
    {
        foreach (var (name, value) in Lines(task).Where(l => !string.IsNullOrEmpty(l.Value)))
            Write(name, value, output);
        return 0;
    }

    /// <summary>Writes one line. Without a name it continues the previous one.</summary>
    public static void Write(string name, string? value, TextWriter output) => output.WriteLine($"{name,-10} {TerminalText.OneLine(value)}");

    private static IEnumerable<(string Name, string? Value)> Lines(VideoTask task)
    {
        yield return ("task", task.Handle);
        yield return ("id", task.TaskId);
        yield return ("perhaps id", task is { TaskId: null, UnconfirmedId: { } id } ? $"{id} (not confirmed)" : null);
        yield return ("request id", task.RequestId);
        yield return ("state", task.State.Name());
        yield return ("key", task.HasOtherKey ? "another one than the API key in use" : null);
        yield return ("created", Invariant($"{task.CreatedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}"));
        yield return ("settings", $"{task.Settings.Model} {task.Settings.Ratio} {task.Settings.Duration} s{(task.Settings.Seed is { } seed ? $" seed {seed}" : "")}");
        yield return ("image", task.ImageName);
        yield return ("prompt", task.Settings.Prompt);
        foreach (var file in task.Files)
            yield return ("file", file.Path);
        foreach (var line in NotSaved(task))
            yield return line;
        yield return ("failure", $"{task.FailureCode} {task.FailureMessage}".Trim());
        yield return ("error", task.HasFilesMissing ? null : $"{task.ErrorCode} {task.ErrorMessage}".Trim());
        yield return ("warning", task.Warning);
    }

    /// <summary>
    /// Why files are missing, when saving is tried again, and the links, with which a person can save the video in another way. Models never receive
    /// links, because they can be signed.
    /// </summary>
    private static IEnumerable<(string Name, string? Value)> NotSaved(VideoTask task)
    {
        if (!task.HasFilesMissing)
            yield break;
        yield return ("not saved", $"{task.ErrorCode} {task.FileProblem}".Trim());
        if (task.NextPollAt is { } next)
            yield return ("next try", Invariant($"{next.ToLocalTime():yyyy-MM-dd HH:mm:ss}, while the server or another command runs"));
        foreach (var (index, link) in task.OutputLinks.Index().Where(output => task.Files.All(file => file.Index != output.Index)))
            yield return (task.OutputLinks.Count == 1 ? "link" : Invariant($"link {index + 1}"), link);
        if (task.OutputLinks.Count > 0 && task.LinksReadAt is { } read)
            yield return ("link read", Invariant($"{read.ToLocalTime():yyyy-MM-dd HH:mm:ss}; links usually live 24 to 48 hours"));
    }

    private static string Short(string? prompt) =>
        prompt is null ? "" : VisibleText.OneLine(prompt, PromptShown + 1);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
