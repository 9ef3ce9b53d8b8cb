using System.ComponentModel;

namespace CometRunway.McpServer.Sender;

/// <summary>A sender as the server sees it.</summary>
internal sealed class SenderProcess : IDisposable
{
    private readonly FirstStage _first;

    private SenderProcess(FirstStage first) => _first = first;

    /// <summary>Where the sender runs.</summary>
    public SenderPlacement Placement => _first.Placement;

    /// <summary>Starts a sender, which then waits for its message.</summary>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static SenderProcess Start(SenderCommand command) => new(FirstStage.Start(command));

    /// <summary>Sends the message and waits until the sender responds. The final byte follows when the sender is detached; before that it sends nothing.</summary>
    /// <param name="request">The request; null to ask the sender only to respond.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="OperationCanceledException">Cancelled. The sender may have the request.</exception>
    public async Task<SenderReadiness> HandOverAsync(SenderRequest? request, CancellationToken cancellationToken)
    {
        try
        {
            // A pipe may ignore the token, but these waits do not.
            await _first.Input.WriteAsync(SenderRequest.Write(request), CancellationToken.None).AsTask().WaitAsync(cancellationToken);
            if (await _first.WhenEndedAsync(cancellationToken) != 0)
                return SenderReadiness.None;
            await _first.Input.WriteAsync(SenderRequest.Final, CancellationToken.None).AsTask().WaitAsync(cancellationToken);
            await _first.Input.FlushAsync(CancellationToken.None).WaitAsync(cancellationToken);
            return await SenderMessages.ReadReadinessAsync(_first.Output).WaitAsync(cancellationToken);
        }
        catch (IOException)
        {
            return SenderReadiness.None;
        }
    }

    /// <summary>Waits for the answer; null if the sender ended without one.</summary>
    public Task<SenderAnswer?> ReadAnswerAsync(CancellationToken cancellationToken) => SenderMessages.ReadAnswerAsync(_first.Output).WaitAsync(cancellationToken);

    /// <summary>Closes the pipes. A sender without a complete message ends; one with a request continues.</summary>
    public void Dispose() => _first.Dispose();
}
