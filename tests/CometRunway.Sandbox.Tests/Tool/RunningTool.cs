using System.Diagnostics;

namespace CometRunway.Sandbox.Tests.Tool;

/// <summary>The program, started as a parent process would start it.</summary>
internal sealed class RunningTool : IDisposable
{
    private const string Ready = "comet-runway-sandbox listening on ";

    private RunningTool(Process process, string address)
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

    public static async Task<RunningTool> StartAsync(string? folder, params string[] arguments)
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

    /// <summary>Waits for the end; gives the exit code and what else was printed.</summary>
    public async Task<(int Code, string Output, string Error)> EndAsync()
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
