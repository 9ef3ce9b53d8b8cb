using System.Collections;
using System.Runtime.InteropServices;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.SandboxChild;
using CometRunway.McpServer.Verbs;
using Microsoft.Extensions.Options;

// Standard output carries protocol lines only: whatever else writes to the console goes to standard error.
using var output = Console.OpenStandardOutput();
Console.SetOut(Console.Error);

var variables = ReadEnvironment();
if (VerbLine.IsVerb(args))
    return await RunVerbAsync();

var line = CommandLine.Parse(args).Over(variables.GetValueOrDefault);
if (line.Problem is not null)
    return Say(line.Problem, 2);
if (line.Help || line.Version)
    return await PrintAsync(line.Help ? UsageText.Write() : ServerInfo.Version);

using var signals = new StopSignals(PosixSignal.SIGHUP, PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT);
try
{
    using var sandbox = await StartSandboxAsync();
    var setup = new ServerSetup(line.Reading(variables), line.SandboxAddress ?? sandbox?.Address, Directory.GetCurrentDirectory());
    await StdioProcess.RunAsync(setup, Console.OpenStandardInput(), signals.Token);
    return 0;
}
catch (OptionsValidationException error)
{
    return Say(string.Join(" ", error.Failures), 2);
}
catch (SandboxStartException error)
{
    return Say(error.Message, 3);
}
catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
{
    return 0;
}

async Task<SandboxProcess?> StartSandboxAsync() =>
    line.Sandbox && line.SandboxAddress is null ? await SandboxProgram.StartAsync(variables.GetValueOrDefault, signals.Token) : null;

async Task<int> RunVerbAsync()
{
    // Ctrl+C and SIGTERM are seen to where the commands are run.
    using var others = new StopSignals(PosixSignal.SIGHUP, PosixSignal.SIGQUIT);
    await using var writer = new StreamWriter(output) { AutoFlush = true };
    return await VerbLine.RunAsync(args, variables, writer, Console.Error, others.Token);
}

async Task<int> PrintAsync(string text)
{
    await using var writer = new StreamWriter(output) { AutoFlush = true };
    await writer.WriteLineAsync(text);
    return 0;
}

static int Say(string problem, int code)
{
    Console.Error.WriteLine($"comet-runway-mcp: {problem}");
    return code;
}

// The one place where the environment is read.
static Dictionary<string, string> ReadEnvironment() => Environment.GetEnvironmentVariables()
    .Cast<DictionaryEntry>()
    .ToDictionary(
        entry => (string)entry.Key,
        entry => (string?)entry.Value ?? "",
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
