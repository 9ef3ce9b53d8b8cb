using System.Collections;
using System.Runtime.InteropServices;
using CometRunway.McpServer.Commands;
using CometRunway.McpServer.Hosting;

// Standard output is reserved for the protocol, so all other console output goes to standard error.
using var output = Console.OpenStandardOutput();
Console.SetOut(Console.Error);

// Ctrl+C and SIGTERM are handled where the command runs.
using var signals = new StopSignals(PosixSignal.SIGHUP, PosixSignal.SIGQUIT);
await using var writer = new StreamWriter(output) { AutoFlush = true };
return await CommandLineApp.RunAsync(args, ReadEnvironment(), writer, Console.Error, signals.Token);

// The only place that reads the environment.
static Dictionary<string, string> ReadEnvironment() => Environment.GetEnvironmentVariables()
    .Cast<DictionaryEntry>()
    .ToDictionary(
        entry => (string)entry.Key,
        entry => (string?)entry.Value ?? "",
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
