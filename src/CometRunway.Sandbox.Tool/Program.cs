using System.CommandLine;
using System.CommandLine.Invocation;
using CometRunway.Sandbox.Tool;

var parsed = SandboxCommand.Create().Parse(args);
if (parsed.Action is ParseErrorAction complaint)
{
    // Standard output belongs to whoever waits for the line that says where the sandbox listens.
    complaint.ShowHelp = false;
    complaint.ShowTypoCorrections = false;
}

// Signals are handled by the program itself, which knows how to stop at once.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }).ConfigureAwait(false);
