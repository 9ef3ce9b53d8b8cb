using System.CommandLine;
using CometRunway.Api;
using CometRunway.McpServer.Doctor;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.SandboxChild;
using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Verbs;

/// <summary><c>doctor</c>: whether everything is in place to make a video, and how clients started the server. Ends with 0, or 1 when something stands in the way.</summary>
internal static class DoctorVerb
{
    public static Command Create(IReadOnlyDictionary<string, string> environment, TextWriter output)
    {
        var json = new Option<bool>("--json") { Description = "The report as JSON." };
        var verb = new Command("doctor", "Tells whether everything is in place, and what to do. Creates nothing; ends with 1 if something stands in the way.") { json };
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var dates = new DateWatch(TimeProvider.System);
            // What is looked at is what the server would use.
            var asked = CommandLine.Parse([]).Over(environment.GetValueOrDefault);
            if (asked.Problem is { } problem)
                throw new OptionsValidationException(Microsoft.Extensions.Options.Options.DefaultName, typeof(CometRunwayOptions), [problem]);
            using var own = asked is { Sandbox: true, SandboxAddress: null } ? await SandboxProgram.StartAsync(environment.GetValueOrDefault, cancellationToken) : null;
            await using var services = VerbServices.Build(environment, asked.SandboxAddress ?? own?.Address, change: added =>
                added.AddHttpClient(CometRunwayApiClient.HttpClientName).AddHttpMessageHandler(dates.Handler));
            var report = await new Examination(services, environment.GetValueOrDefault, dates).RunAsync(cancellationToken);
            if (parsed.GetValue(json))
                await output.WriteLineAsync(report.ToJson());
            else
                DoctorText.Write(report, output);
            return report.Ok ? 0 : 1;
        });
        return verb;
    }
}
