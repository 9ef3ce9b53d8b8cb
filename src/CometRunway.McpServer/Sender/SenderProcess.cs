using System.ComponentModel;
using System.Diagnostics;

namespace CometRunway.McpServer.Sender;

/// <summary>A sender as the server sees it: the pipes to it, and the first stage, which ends when the sender is detached.</summary>
internal sealed class SenderProcess : IDisposable
{
    private readonly Process _first;
    private readonly Stream _input;
    private readonly Stream _output;

    private SenderProcess(Process first, Stream input, Stream output)
    {
        _first = first;
        _input = input;
        _output = output;
    }

    /// <summary>Where the sender runs.</summary>
    public SenderPlacement Placement { get; } = SenderPlacement.Detached;

    /// <summary>Starts a sender, which then waits for its message.</summary>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static SenderProcess Start(SenderCommand command)
    {
        var process = Process.Start(command.StartInfo(SenderProgram.FirstStage))!;
        // A sender writes nothing to standard error. If the server's own were inherited, the client would wait for its end as long as the sender runs.
        process.StandardError.Close();
        return new(process, process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
    }

    /// <summary>Sends the message and waits until the sender responds. The final byte follows when the sender is detached; before that it sends nothing.</summary>
    /// <exception cref="OperationCanceledException">Cancelled. The sender may have the request.</exception>
    public async Task<SenderReadiness> HandOverAsync(SenderRequest? request, CancellationToken cancellationToken)
    {
        try
        {
            // A pipe may ignore the token, but these waits do not.
            await _input.WriteAsync(SenderRequest.Write(request), CancellationToken.None).AsTask().WaitAsync(cancellationToken);
            await _first.WaitForExitAsync(cancellationToken);
            if (_first.ExitCode != 0)
                return SenderReadiness.None;
            await _input.WriteAsync(SenderRequest.Final, CancellationToken.None).AsTask().WaitAsync(cancellationToken);
            await _input.FlushAsync(CancellationToken.None).WaitAsync(cancellationToken);
            return await SenderMessages.ReadReadinessAsync(_output).WaitAsync(cancellationToken);
        }
        catch (IOException)
        {
            return SenderReadiness.None;
        }
    }

    /// <summary>Waits for the answer; null if the sender ended without one.</summary>
    public Task<SenderAnswer?> ReadAnswerAsync(CancellationToken cancellationToken) => SenderMessages.ReadAnswerAsync(_output).WaitAsync(cancellationToken);

    /// <summary>Closes the pipes. A sender without a complete message ends; one with a request continues.</summary>
    public void Dispose()
    {
        Close(_input);
        Close(_output);
        _first.Dispose();
    }

    private static void Close(Stream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // The sender has closed its end.
        }
    }
}
