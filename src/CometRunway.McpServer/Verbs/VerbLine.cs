using System.CommandLine;
using CometRunway.McpServer.SandboxChild;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Verbs;

/// <summary>The commands for people. Loaded only when one is named: a chat client's start does not pay for the parser.</summary>
internal static class VerbLine
{
    private static readonly string[] Names = ["animate", "tasks", "inspect", "doctor", "setup"];

    /// <summary>What a command may take to end beyond the answer of a paid request.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>True when the line names a command for people.</summary>
    public static bool IsVerb(IReadOnlyList<string> args) => args.Count > 0 && Names.Contains(args[0]);

    public static async Task<int> RunAsync(string[] args, IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Turns pictures into videos (Runway's models behind CometAPI).")
        {
            AnimateVerb.Create(environment, output, errors),
            TasksVerb.Create(environment, output, errors),
            InspectVerb.Create(output, errors),
            DoctorVerb.Create(environment, output),
            SetupVerb.Create(environment, output, errors),
        };
        var configuration = new InvocationConfiguration { Output = output, Error = errors, ProcessTerminationTimeout = LongestPost(environment) + Slack, EnableDefaultExceptionHandler = false };
        try
        {
            return await root.Parse(args).InvokeAsync(configuration, cancellationToken);
        }
        catch (OptionsValidationException error)
        {
            // As the server says it, and ends with.
            await errors.WriteLineAsync($"comet-runway-mcp: {string.Join(" ", error.Failures)}");
            return 2;
        }
        catch (SandboxStartException error)
        {
            await errors.WriteLineAsync($"comet-runway-mcp: {error.Message}");
            return 3;
        }
        catch (OperationCanceledException)
        {
            return 1;
        }
        catch (Exception error)
        {
            await errors.WriteLineAsync($"comet-runway-mcp: a fault of this program: {error}");
            return 1;
        }
    }

    /// <summary>After Ctrl+C a paid request under way may still bring its answer, which holds the task's id.</summary>
    private static TimeSpan LongestPost(IReadOnlyDictionary<string, string> environment)
    {
        var options = new CometRunwayOptions();
        // A malformed one leaves the default; the command itself says so, and pays nothing.
        SettingReader.FromVariables(environment, options);

        return options.CreateTimeout > TimeSpan.Zero ? options.CreateTimeout : TimeSpan.Zero;
    }
}
