using System.Collections;
using System.Runtime.InteropServices;
using CometRunway.McpServer.Commands;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Sender;

// A sender runs none of the code below, so that a paid request starts soon.
if (SenderProgram.IsMeant(args))
    return await SenderProgram.RunAsync(args);

// Standard output is reserved for the protocol, so all other console output goes to standard error.
using var output = Console.OpenStandardOutput();
Console.SetOut(Console.Error);

// Ctrl+C and SIGTERM are handled where the command runs.
using var signals = new StopSignals(PosixSignal.SIGHUP, PosixSignal.SIGQUIT);
await using var writer = new StreamWriter(output) { AutoFlush = true };
return await CommandLineApp.RunAsync(args, ReadEnvironment(), writer, Console.Error, signals.Token, SenderCommand.OfThisProgram());

// The only place that reads the environment.
static Dictionary<string, string> ReadEnvironment() => Environment.GetEnvironmentVariables()
    .Cast<DictionaryEntry>()
    .ToDictionary(
        entry => (string)entry.Key,
        entry => (string?)entry.Value ?? "",
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
