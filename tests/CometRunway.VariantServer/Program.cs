using System.Collections;
using CometRunway.McpServer.Hosting;
using CometRunway.VariantServer;

// VARIANT --sandbox URL: the real server, composed with one thing changed. Never shipped.
Console.SetOut(Console.Error);
var variant = Variants.Find(args[0]);
var line = CommandLine.Parse(args[1..]);
var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
var setup = new ServerSetup(variables, line.SandboxAddress, Directory.GetCurrentDirectory(), variant.Change);
await StdioProcess.RunAsync(setup, variant.Input(Console.OpenStandardInput()), CancellationToken.None);
