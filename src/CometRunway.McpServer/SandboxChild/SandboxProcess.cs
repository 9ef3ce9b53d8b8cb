using System.ComponentModel;
using System.Diagnostics;
using CometRunway.Processes;

namespace CometRunway.McpServer.SandboxChild;

/// <summary>A sandbox process on a free loopback port. When its standard input ends, it completes the requests in flight and stops, so it cannot outlive this process for long.</summary>
internal sealed class SandboxProcess
{
    private const string Ready = "comet-runway-sandbox listening on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private SandboxProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>The address on which the sandbox listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts the sandbox and waits until it listens.</summary>
    /// <param name="program">The full path of the program.</param>
    /// <param name="arguments">Arguments that come before the sandbox's own.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="SandboxStartException">The sandbox did not start.</exception>
    public static async Task<SandboxProcess> StartAsync(string program, IEnumerable<string> arguments, TimeProvider time, CancellationToken cancellationToken)
    {
        var process = Start(program, [.. arguments, "--port", "0", "--exit-with-stdin"]);
        var complaints = new Complaints(process.StandardError);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, time, cancellationToken);
            if (line?.StartsWith(Ready, StringComparison.Ordinal) is true && Uri.TryCreate(line[Ready.Length..].Trim(), UriKind.Absolute, out var address))
                return new SandboxProcess(process, address);
            End(process, mayKill: true);
            throw new SandboxStartException($"The sandbox program ended during startup. {await complaints.FirstLinesAsync(time)}".TrimEnd());
        }
        catch (TimeoutException)
        {
            End(process, mayKill: true);
            throw new SandboxStartException($"The sandbox program did not start to listen within {Patience.TotalSeconds:0} s. {await complaints.FirstLinesAsync(time)}".TrimEnd());
        }
        catch (OperationCanceledException)
        {
            End(process, mayKill: true);
            throw;
        }
    }

    /// <summary>Stops the sandbox.</summary>
    /// <param name="mayKill">False to let it complete the requests in flight, without waiting for it.</param>
    public void End(bool mayKill) => End(_process, mayKill);

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            // It runs in its own folder, so that it does not read settings from the client's project folder.
            return Process.Start(ProgramStart.CreateStartInfo(program, arguments, Path.GetDirectoryName(program)))!;
        }
        catch (Win32Exception error)
        {
            throw new SandboxStartException($"The sandbox program {program} cannot be started: {error.Message}");
        }
    }

    private static void End(Process process, bool mayKill)
    {
        try
        {
            process.StandardInput.Close();
            if (mayKill)
                process.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or Win32Exception)
        {
            // The process has already ended.
        }

        process.Dispose();
    }
}
