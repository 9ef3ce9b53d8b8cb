using System.Diagnostics;

namespace CometRunway.Benchmarks;

/// <summary>A process that responds to each line with a line.</summary>
internal sealed class LinePeer : IAsyncDisposable
{
    private readonly Process _process;

    private LinePeer(Process process) => _process = process;

    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    public static LinePeer Start(string program, string home)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = home };
        start.Environment["COMETRUNWAY_HOME_DIRECTORY"] = home;
        start.Environment.Remove("COMETAPI_KEY");
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        return new(process);
    }

    public async Task<string> RequestAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{_process.StartInfo.FileName} exited.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
