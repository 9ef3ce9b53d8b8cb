using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CometRunway.Core.Tests.Store;

/// <summary>Another process on the same ledger.</summary>
internal sealed class LedgerChild : IDisposable
{
    private readonly Process _process;

    public LedgerChild(string folder)
    {
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var start = new ProcessStartInfo(dotnet) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "CometRunway.LedgerChild.dll"));
        start.ArgumentList.Add(folder);
        _process = Process.Start(start)!;
    }

    public Task<string?> Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        return _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
    }

    /// <summary>As <c>kill -9</c>: nothing of it runs any more.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
