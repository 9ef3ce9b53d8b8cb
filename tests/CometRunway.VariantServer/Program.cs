using CometRunway.McpServer.Hosting;
using CometRunway.VariantServer;

// VARIANT --sandbox URL: the real server, composed with one thing changed. Never shipped.
var output = Console.OpenStandardOutput();
Console.SetOut(Console.Error);
var variant = Variants.Find(args[0]);
var line = CommandLine.Parse(args[1..]);
await using var services = ServerServices.Build(Environment.GetEnvironmentVariable, line.SandboxAddress, Directory.GetCurrentDirectory(), variant.Change);
await new StdioServer(services).RunAsync(variant.Input(Console.OpenStandardInput()), output, CancellationToken.None);
