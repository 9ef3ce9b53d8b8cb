using System.Diagnostics;

namespace CometRunway.Sandbox.Tests.Tool;

/// <summary>The tool as a child process.</summary>
internal sealed class ToolProcess : IDisposable
{
    private const string Ready = "comet-runway-sandbox listening on ";

    private ToolProcess(Process process, string address)
    {
        Process = process;
        Address = new Uri(address);
    }

    public Process Process { get; }

    public Uri Address { get; }

    public static Process Start(string? folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "comet-runway-sandbox.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        return Process.Start(start)!;
    }

    public static async Task<ToolProcess> StartAsync(string? folder, params string[] arguments)
    {
        var process = Start(folder, arguments);
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (line?.StartsWith(Ready, StringComparison.Ordinal) != true)
        {
            var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Fail($"First line: {line}. {error}");
        }

        return new(process, line![Ready.Length..]);
    }

    /// <summary>Waits for the exit and returns the exit code and the remaining output.</summary>
    public async Task<(int Code, string Output, string Error)> WaitForExitAsync()
    {
        var error = Process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await Process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (Process.ExitCode, output, await error);
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
        }

        Process.Dispose();
    }
}
