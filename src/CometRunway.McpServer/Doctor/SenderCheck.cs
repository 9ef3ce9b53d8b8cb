using System.ComponentModel;
using System.Globalization;
using CometRunway.Errors;
using CometRunway.McpServer.Sender;
using CometRunway.Store;
using CometRunway.Store.Sqlite;

namespace CometRunway.McpServer.Doctor;

/// <summary>Starts a sender that sends nothing, to learn how this machine sends paid requests, and reads the ledger for senders and their last failure.</summary>
internal sealed class SenderCheck(SenderCommand? command, HandOvers handOvers, ITaskStore store)
{
    private const string Name = "sender";

    public async Task<DiagnosticResult> CheckAsync(CancellationToken cancellationToken)
    {
        var facts = await FactsAsync(cancellationToken);
        if (command is null)
            return InProcess($"The server itself sends paid requests.{facts.Text}");
        try
        {
            using var sender = SenderProcess.Start(command);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(SenderDispatcher.Patience);
            return await sender.HandOverAsync(null, patience.Token) != SenderReadiness.Ready
                ? InProcess($"The server itself sends paid requests, because a separate process ended during its start.{facts.Text}")
                : Started(sender.Placement, facts);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return InProcess($"The server itself sends paid requests, because a separate process did not respond within {SenderDispatcher.Patience.TotalSeconds:0} s.{facts.Text}");
        }
        catch (Exception error) when (error is Win32Exception or IOException or InvalidOperationException)
        {
            return InProcess($"The server itself sends paid requests, because a separate process cannot be started: {error.Message}.{facts.Text}");
        }
    }

    private static DiagnosticResult Started(SenderPlacement placement, (bool HasFailure, string Text) facts) => (placement, facts.HasFailure) switch
    {
        (SenderPlacement.Child, _) => DiagnosticResult.Note(
            Name,
            $"A child process sends each paid request. It continues after the server, but not if the client ends all its child processes, because this system does not let it leave the job of the client.{facts.Text}",
            "Nothing needs to be done. If the client is closed during a create request, its outcome may be unknown."),
        (_, true) => DiagnosticResult.Note(Name, $"A detached process sends each paid request and continues after the server.{facts.Text}", "Nothing needs to be done unless it occurs again."),
        _ => DiagnosticResult.Ok(Name, $"A detached process sends each paid request and continues after the server.{facts.Text}"),
    };

    private static DiagnosticResult InProcess(string message) => DiagnosticResult.Note(
        Name,
        message,
        "Nothing needs to be done. If the server is killed during a create request, the outcome of the request is unknown.");

    private async Task<(bool HasFailure, string Text)> FactsAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await store.ExistsAsync(cancellationToken))
                return (false, "");
            var running = string.Create(CultureInfo.InvariantCulture, $" Sending now: {handOvers.CountRunning()}.");
            return handOvers.GetLastFailure() is { } failure
                ? (true, string.Create(CultureInfo.InvariantCulture, $"{running} Last failure, {failure.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {failure.Message}"))
                : (false, running);
        }
        catch (TaskStoreUnavailableException)
        {
            // The check of the ledger reports it.
            return (false, "");
        }
    }
}
