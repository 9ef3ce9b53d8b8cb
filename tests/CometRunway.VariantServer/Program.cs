using System.Collections;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Sender;
using CometRunway.VariantServer;

// A sender of this program has the same change.
if (SenderProgram.IsMeant(args))
    return await SenderProgram.RunAsync(args, static options => Variants.Find(options[0]).Change);

// Usage: VARIANT --sandbox URL. Runs the server with one change. Not shipped.
Console.SetOut(Console.Error);
var variant = Variants.Find(args[0]);
var sandbox = args is [_, "--sandbox", var address] ? new Uri(address) : null;
var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
var setup = new ServerSetup(variables, sandbox, Directory.GetCurrentDirectory(), variant.Change, variant.HasSender ? SenderCommand.OfThisProgram(args[0]) : null);
await StdioProcess.RunAsync(setup, variant.Input(Console.OpenStandardInput()), CancellationToken.None);
return 0;
