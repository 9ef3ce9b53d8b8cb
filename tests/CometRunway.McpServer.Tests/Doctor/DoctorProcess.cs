using System.Diagnostics;
using System.Text.Json;
using CometRunway.McpServer.Hosting;
using CometRunway.TestKit.Files;

namespace CometRunway.McpServer.Tests.Doctor;

/// <summary>Runs <c>doctor</c> in a separate process, for variables that the runtime reads at startup.</summary>
internal static class DoctorProcess
{
    public static async Task<DoctorRun> RunAsync(TestHome home, Uri service, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, ServerInfo.Name + ".dll"), "doctor", "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["COMETAPI_BASE_URL"] = service.OriginalString;
        start.Environment["COMETRUNWAY_HOME_DIRECTORY"] = home.State;
        start.Environment["COMETRUNWAY_OUTPUT_DIRECTORY"] = home.Videos;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await errors;
        return new(process.ExitCode, JsonElement.Parse(output), output);
    }
}
