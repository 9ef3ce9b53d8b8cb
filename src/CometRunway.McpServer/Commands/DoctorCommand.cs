using System.CommandLine;
using CometRunway.Api;
using CometRunway.McpServer.Doctor;
using CometRunway.McpServer.Sender;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Commands;

/// <summary><c>doctor</c>: checks the installation. Exits with 1 if a problem was found.</summary>
internal static class DoctorCommand
{
    public static Command Create(IReadOnlyDictionary<string, string> environment, TextWriter output, SenderCommand? sender)
    {
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var command = new Command("doctor", "Checks the installation and suggests fixes. Creates nothing. Exit code 1 if a problem was found.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var clock = new ServerClockProbe(TimeProvider.System);
            // The checks use the same services as the server.
            using var sandbox = await SandboxOption.OpenAsync(null, null, environment, cancellationToken);
            await using var services = CommandServices.Build(environment, sandbox.Address, change: added =>
                added.AddHttpClient(CometRunwayHttpClients.Reads).AddHttpMessageHandler(clock.CreateHandler), sender: sender);
            var report = await new DiagnosticsRunner(services, environment.GetValueOrDefault, clock).RunAsync(cancellationToken);
            if (parsed.GetValue(json))
                await output.WriteLineAsync(report.ToJson());
            else
                DiagnosticsFormatter.Write(report, output);
            return report.Ok ? 0 : 1;
        });
        return command;
    }
}
