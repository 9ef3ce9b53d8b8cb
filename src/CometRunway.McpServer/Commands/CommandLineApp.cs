using System.CommandLine;
using System.Runtime.InteropServices;
using CometRunway.Diagnostics;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.SandboxChild;
using CometRunway.McpServer.Sender;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Commands;

/// <summary>The command line of the program: without a command it runs the server; the commands are for people.</summary>
internal sealed class CommandLineApp
{
    private const string Description =
        """
        A stdio MCP server that creates videos from images with Runway's models behind CometAPI. Chat clients start it without a command.

        Each option can also be set as the environment variable in brackets; the option takes precedence. The key is read from COMETAPI_KEY
        only, because other programs can read a command line. COMETRUNWAY_SANDBOX_EXE sets the path of the sandbox program if it is not found.
        """;

    /// <summary>How long a command may take to end after the response to a create request.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private static readonly string KeyVariable = CometRunwaySettings.All.Single(static setting => setting.Name == nameof(CometRunwayOptions.ApiKey)).Variable;

    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly SenderCommand? _sender;
    private readonly RootCommand _root;
    private readonly Option<string?> _sandbox = SandboxOption.Create($"{SandboxOption.Help} [{SandboxOption.Variable}]");
    private readonly SettingOptions _settings;

    public CommandLineApp(IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors, SenderCommand? sender = null)
    {
        _environment = environment;
        _sender = sender;
        _root = new RootCommand(Description) { _sandbox };
        _root.Directives.Clear();
        _settings = new SettingOptions(_root);
        _root.Add(AnimateCommand.Create(environment, output, errors, sender));
        _root.Add(TasksCommand.Create(environment, output, errors));
        _root.Add(InspectCommand.Create(output, errors));
        _root.Add(DoctorCommand.Create(environment, output, sender));
        _root.Add(SetupCommand.Create(environment, output, errors));
        _root.SetAction(ServeAsync);
    }

    /// <summary>Runs the command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="environment">All environment variables.</param>
    /// <param name="output">Standard output of the commands.</param>
    /// <param name="errors">Standard error of the commands.</param>
    /// <param name="cancellationToken">Cancelled by signals that are not handled here.</param>
    /// <param name="sender">The command that starts a sender; null to send paid requests in this process.</param>
    public static async Task<int> RunAsync(string[] args, IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors, CancellationToken cancellationToken, SenderCommand? sender = null)
    {
        var redactor = new Redactor(environment.GetValueOrDefault(KeyVariable) is { } key && !string.IsNullOrWhiteSpace(key) ? new ApiKey(key) : null);
        output = new TerminalWriter(output, redactor);
        errors = new TerminalWriter(errors, redactor);
        var app = new CommandLineApp(environment, output, errors, sender);
        var parsed = app.Parse(args);
        var isServer = parsed.CommandResult.Command == app._root;
        if (isServer && parsed.Errors.Count > 0)
            return await FailAsync(errors, string.Join(" ", parsed.Errors.Select(static error => error.Message)), 2);
        if (!isServer && app.ServerOptionIn(parsed) is { } misplaced)
            return await FailAsync(errors, misplaced, 2);
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = errors,
            // The host stops the server. A command may have to wait for the response to a create request.
            ProcessTerminationTimeout = isServer ? null : CreateTimeout(environment) + Slack,
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
            return await FailAsync(errors, $"internal error: {error}", 1);
        }
    }

    /// <summary>Parses the command line. Response files are disabled, so that a prompt can begin with @.</summary>
    public ParseResult Parse(IReadOnlyList<string> args) => _root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>The settings of the server: its options, and the variables for options that are not given.</summary>
    public IReadOnlyDictionary<string, string> Settings(ParseResult parsed) => _settings.Over(parsed, _environment);

    /// <summary>
    /// Says that an option of the server was given before a command; null if there is none. It would have no effect there: a sandbox would not be used, and a
    /// paid request would be sent.
    /// </summary>
    private string? ServerOptionIn(ParseResult parsed)
    {
        var variable = parsed.GetResult(_sandbox) is not null ? SandboxOption.Variable : _settings.FirstIn(parsed);
        return variable is null
            ? null
            : $"options before a command are for the server only, so nothing was done. Put an option of the command after it (--help lists them), or set the variable {variable} instead.";
    }

    private async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var signals = new StopSignals(PosixSignal.SIGTERM, PosixSignal.SIGINT);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(signals.Token, cancellationToken);
        using var sandbox = await SandboxOption.OpenAsync(parsed, _sandbox, _environment, stop.Token);
        var setup = new ServerSetup(Settings(parsed), sandbox.Address, Directory.GetCurrentDirectory(), Sender: _sender);
        sandbox.MayBeInUse = await StdioProcess.RunAsync(setup, Console.OpenStandardInput(), stop.Token);
        return 0;
    }

    private static async Task<int> FailAsync(TextWriter errors, string message, int code)
    {
        await errors.WriteLineAsync($"comet-runway-mcp: {message}");
        return code;
    }

    /// <summary>After Ctrl+C, how long to wait for the response to a create request in flight, which contains the task id.</summary>
    private static TimeSpan CreateTimeout(IReadOnlyDictionary<string, string> environment)
    {
        var options = new CometRunwayOptions();
        // Invalid settings are reported by the command, which then creates nothing.
        SettingReader.FromVariables(environment, options, SettingOptions.ServerVariables);
        return options.CreateTimeout > TimeSpan.Zero ? options.CreateTimeout : TimeSpan.Zero;
    }
}
