using System.CommandLine;
using CometRunway.Sandbox.Tool;

// Signals are handled by the program itself, which knows how to stop at once.
return await SandboxCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }).ConfigureAwait(false);
