using System.Diagnostics;

namespace CometRunway.McpServer.SandboxChild;

/// <summary>A sandbox of our own on a free loopback port. It ends when its standard input does, so that it cannot outlive us.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private const string Ready = "comet-runway-sandbox listening on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private SandboxProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and waits for its line.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message says what to do.</exception>
    public static async Task<SandboxProcess> StartAsync(string command, IEnumerable<string> arguments, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in (IEnumerable<string>)[.. arguments, "--port", "0", "--exit-with-stdin"])
            start.ArgumentList.Add(argument);
        // The child needs no key, and gets none.
        start.Environment.Remove("COMETAPI_KEY");
        var process = Process.Start(start) ?? throw new InvalidOperationException("The sandbox program did not start.");
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, time, cancellationToken);
            return line?.StartsWith(Ready, StringComparison.Ordinal) is true
                ? new SandboxProcess(process, new Uri(line[Ready.Length..].Trim()))
                : throw new InvalidOperationException("The sandbox program ended before it listened; its own messages are above.");
        }
        catch
        {
            End(process);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => End(_process);

    private static void End(Process process)
    {
        try
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(500))
                process.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself.
        }

        process.Dispose();
    }
}
