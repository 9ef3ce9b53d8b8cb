using System.CommandLine;
using System.CommandLine.Invocation;
using CometRunway.Sandbox.Tool;

var parsed = SandboxCommand.Create().Parse(args);
if (parsed.Action is ParseErrorAction error)
{
    // Standard output is reserved for the line with the base address, which parent processes read.
    error.ShowHelp = false;
    error.ShowTypoCorrections = false;
}

// SandboxRunner handles signals itself.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }).ConfigureAwait(false);
