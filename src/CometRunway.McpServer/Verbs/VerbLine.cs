using System.CommandLine;

namespace CometRunway.McpServer.Verbs;

/// <summary>The commands for people. Loaded only when one is named: a chat client's start does not pay for the parser.</summary>
internal static class VerbLine
{
    private static readonly string[] Names = ["animate", "tasks", "inspect", "doctor", "setup"];

    /// <summary>After Ctrl+C a paid request under way may still bring its answer, which holds the task's id.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>True when the line names a command for people.</summary>
    public static bool IsVerb(IReadOnlyList<string> args) => args.Count > 0 && Names.Contains(args[0]);

    public static async Task<int> RunAsync(string[] args, Func<string, string?> environment, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Turns pictures into videos (Runway's models behind CometAPI).")
        {
            AnimateVerb.Create(environment, output, errors),
            TasksVerb.Create(environment, output, errors),
            InspectVerb.Create(output, errors),
            DoctorVerb.Create(environment, output),
            SetupVerb.Create(environment, output, errors),
        };
        var configuration = new InvocationConfiguration { Output = output, Error = errors, ProcessTerminationTimeout = Patience };
        return await root.Parse(args).InvokeAsync(configuration, cancellationToken);
    }
}
