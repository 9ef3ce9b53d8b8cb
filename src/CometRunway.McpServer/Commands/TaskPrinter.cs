using System.Globalization;
using CometRunway.Store;

namespace CometRunway.McpServer.Commands;

/// <summary>Prints tasks to a terminal.</summary>
internal static class TaskPrinter
{
    private const int PromptShown = 50;

    public static async Task<int> ListAsync(ITaskStoreAdmin tasks, int limit, TextWriter output, CancellationToken cancellationToken)
    {
        var page = await tasks.ListAsync(new TaskQuery { Limit = Math.Clamp(limit, 1, 100) }, cancellationToken);
        foreach (var entry in page.Entries)
            await output.WriteLineAsync(Invariant($"{entry.Handle,-8} {entry.State.Name(),-10} {entry.CreatedAt.ToLocalTime():yyyy-MM-dd HH:mm}  {entry.Settings.Model,-12} {entry.Settings.Ratio,-9} {entry.Settings.Duration,2} s  {Short(entry.Settings.Prompt)}"));
        var totals = await tasks.GetTotalsAsync(cancellationToken);
        await output.WriteLineAsync(Invariant($"{page.Total} in total. Today {totals.Today.Tasks} tasks, {totals.Today.Seconds} s; this month {totals.ThisMonth.Tasks} tasks, {totals.ThisMonth.Seconds} s."));
        return 0;
    }

    public static int Show(VideoTask entry, TextWriter output)
    {
        foreach (var (name, value) in Lines(entry).Where(l => !string.IsNullOrEmpty(l.Value)))
            Write(name, value, output);
        return 0;
    }

    /// <summary>Writes one line. Without a name it continues the previous one.</summary>
    public static void Write(string name, string? value, TextWriter output) => output.WriteLine($"{name,-10} {value}");

    private static IEnumerable<(string Name, string? Value)> Lines(VideoTask entry)
    {
        yield return ("task", entry.Handle);
        yield return ("id", entry.TaskId);
        yield return ("state", entry.State.Name());
        yield return ("created", Invariant($"{entry.CreatedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}"));
        yield return ("settings", $"{entry.Settings.Model} {entry.Settings.Ratio} {entry.Settings.Duration} s{(entry.Settings.Seed is { } seed ? $" seed {seed}" : "")}");
        yield return ("image", entry.ImageName);
        yield return ("prompt", TerminalText.OneLine(entry.Settings.Prompt));
        foreach (var file in entry.Files)
            yield return ("file", file.Path);
        yield return ("not saved", TerminalText.OneLine(entry.FileProblem));
        yield return ("failure", TerminalText.OneLine($"{entry.FailureCode} {entry.FailureMessage}".Trim()));
        yield return ("error", TerminalText.OneLine($"{entry.ErrorCode} {entry.ErrorMessage}".Trim()));
        yield return ("warning", TerminalText.OneLine(entry.Warning));
    }

    private static string Short(string? prompt) =>
        TerminalText.OneLine(prompt) is { } line ? line.Length <= PromptShown ? line : line[..PromptShown] + "…" : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
