using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CometRunway.Benchmarks.Following;

/// <summary>This program, started again for one part of the measurement, so that processor time and memory are those of that part alone.</summary>
internal sealed class FollowChild : IDisposable
{
    private readonly Process _process;

    private FollowChild(Process process) => _process = process;

    public static FollowChild Start(string part, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [part, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return new(Process.Start(start)!);
    }

    /// <summary>Runs a part whose arguments are in the command line; false if it is not one.</summary>
    public static async Task<bool> TryRunAsync(string[] args)
    {
        switch (args)
        {
            case [nameof(FollowService)]:
                await FollowService.RunAsync();
                return true;
            case [nameof(FollowClient), var address, var folder, var tasks]:
                await FollowClient.RunAsync(new Uri(address), folder, Number(tasks));
                return true;
            case [nameof(FollowFloor), var address, var folder, var tasks]:
                await FollowFloor.RunAsync(new Uri(address), folder, Number(tasks));
                return true;
            default:
                return false;
        }
    }

    public async Task<string> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A part of the measurement ended early.");

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Reads the use of the process, which is the last line of a part.</summary>
    public async Task<FollowUse> ReadUseAsync() => JsonSerializer.Deserialize<FollowUse>(await ReadLineAsync())!;

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
