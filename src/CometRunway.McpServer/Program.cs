using System.Runtime.InteropServices;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.SandboxChild;
using CometRunway.McpServer.Verbs;
using Microsoft.Extensions.Options;

// Standard output carries protocol lines only: whatever else writes to the console goes to standard error.
using var output = Console.OpenStandardOutput();
Console.SetOut(Console.Error);

if (VerbLine.IsVerb(args))
    return await RunVerbAsync();

var line = CommandLine.Parse(args).Over(Read);
if (line.Problem is not null)
    return Say(line.Problem, 2);
if (line.Help || line.Version)
    return await PrintAsync(line.Help ? UsageText.Write() : ServerInfo.Version);

using var ending = new CancellationTokenSource();
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
try
{
    using var sandbox = await StartSandboxAsync();
    await using var services = ServerServices.Build(line.Reading(Read), line.SandboxAddress ?? sandbox?.Address, Directory.GetCurrentDirectory());
    await new StdioServer(services).RunAsync(Console.OpenStandardInput(), output, ending.Token);
    return 0;
}
catch (OptionsValidationException error)
{
    return Say(string.Join(" ", error.Failures), 2);
}
catch (InvalidOperationException error) when (line.Sandbox)
{
    return Say(error.Message, 3);
}
catch (OperationCanceledException) when (ending.IsCancellationRequested)
{
    return 0;
}

async Task<SandboxProcess?> StartSandboxAsync()
{
    if (!line.Sandbox || line.SandboxAddress is not null)
        return null;
    return await SandboxProgram.StartAsync(Read, ending.Token);
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ending.Cancel();
}

async Task<int> RunVerbAsync()
{
    await using var writer = new StreamWriter(output) { AutoFlush = true };
    return await VerbLine.RunAsync(args, Read, writer, Console.Error, CancellationToken.None);
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
#pragma warning disable RS0030
static string? Read(string name) => Environment.GetEnvironmentVariable(name);
#pragma warning restore RS0030
