using System.CommandLine;
using System.Runtime.InteropServices;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.SandboxChild;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Commands;

/// <summary>The command line of the program: the server when no command is named, and the commands for people.</summary>
internal sealed class CommandLineApp
{
    private const string Description =
        """
        A stdio MCP server that makes videos from images (Runway's models behind CometAPI). A chat client starts it without a command.

        Every option is also a variable, named in brackets; the option takes precedence. The key is read from COMETAPI_KEY only, because
        other programs can read a command line. COMETRUNWAY_SANDBOX_EXE names the sandbox program where it is not found.
        """;

    /// <summary>What a command may take to end beyond the answer of a paid request.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly RootCommand _root;
    private readonly Option<string?> _sandbox = SandboxOption.Create($"{SandboxOption.Help} [{SandboxOption.Variable}]");
    private readonly SettingOptions _settings;

    public CommandLineApp(IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors)
    {
        _environment = environment;
        _root = new RootCommand(Description) { _sandbox };
        _root.Directives.Clear();
        _settings = new SettingOptions(_root);
        _root.Add(AnimateCommand.Create(environment, output, errors));
        _root.Add(TasksCommand.Create(environment, output, errors));
        _root.Add(InspectCommand.Create(output, errors));
        _root.Add(DoctorCommand.Create(environment, output));
        _root.Add(SetupCommand.Create(environment, output, errors));
        _root.SetAction(ServeAsync);
    }

    public static async Task<int> RunAsync(string[] args, IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var app = new CommandLineApp(environment, output, errors);
        var parsed = app.Parse(args);
        var isServer = parsed.CommandResult.Command == app._root;
        if (isServer && parsed.Errors.Count > 0)
            return await FailAsync(errors, string.Join(" ", parsed.Errors.Select(static error => error.Message)), 2);
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = errors,
            // The server's end is the host's; a command may wait for the answer of a paid request.
            ProcessTerminationTimeout = isServer ? null : LongestPost(environment) + Slack,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OptionsValidationException error)
        {
            return await FailAsync(errors, string.Join(" ", error.Failures), 2);
        }
        catch (SandboxStartException error)
        {
            return await FailAsync(errors, error.Message, 3);
        }
        catch (OperationCanceledException)
        {
            return isServer ? 0 : 1;
        }
        catch (Exception error)
        {
            return await FailAsync(errors, $"a fault of this program: {error}", 1);
        }
    }

    /// <summary>Reads the command line. A text that begins with @ is a text, and no file is read for it.</summary>
    public ParseResult Parse(IReadOnlyList<string> args) => _root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>The settings of the server: the options, and the variables where there is none.</summary>
    public IReadOnlyDictionary<string, string> Settings(ParseResult parsed) => _settings.Over(parsed, _environment);

    private async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var signals = new StopSignals(PosixSignal.SIGTERM, PosixSignal.SIGINT);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(signals.Token, cancellationToken);
        using var sandbox = await SandboxOption.OpenAsync(parsed, _sandbox, _environment, stop.Token);
        await StdioProcess.RunAsync(new ServerSetup(Settings(parsed), sandbox.Address, Directory.GetCurrentDirectory()), Console.OpenStandardInput(), stop.Token);
        return 0;
    }

    private static async Task<int> FailAsync(TextWriter errors, string message, int code)
    {
        await errors.WriteLineAsync($"comet-runway-mcp: {message}");
        return code;
    }

    /// <summary>After Ctrl+C a paid request under way may still bring its answer, which holds the task's id.</summary>
    private static TimeSpan LongestPost(IReadOnlyDictionary<string, string> environment)
    {
        var options = new CometRunwayOptions();
        // What cannot be read is reported by the command itself, and it pays nothing.
        SettingReader.FromVariables(environment, options, SettingOptions.ServerVariables);
        return options.CreateTimeout > TimeSpan.Zero ? options.CreateTimeout : TimeSpan.Zero;
    }
}
