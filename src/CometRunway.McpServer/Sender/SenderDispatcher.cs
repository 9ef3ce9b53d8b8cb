using System.ComponentModel;
using CometRunway.Api;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.Tasks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Sender;

/// <summary>
/// Hands each create request to a sender, which outlives this process and records the outcome itself. If no sender can be started, this process sends the
/// request. A transaction in the ledger decides which of the two may send it.
/// </summary>
internal sealed class SenderDispatcher(
    SenderCommand command,
    CometRunwayApiClient client,
    HandOvers handOvers,
    ITaskStore store,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<SenderDispatcher> logger) : ICreateDispatcher
{
    /// <summary>How long a sender may take to take a request over. This process then takes the request back.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);
    private static readonly SubmissionOutcome.Rejected Withdrawn = (SubmissionOutcome.Rejected)CreateOutcomes.Of(new ApiCreateResult.Failed(new AppStoppingException()));

    private int _underWay;

    /// <inheritdoc/>
    public bool HandsOver => true;

    /// <summary>True while a sender has a request of this process, as far as this process knows.</summary>
    public bool AnyUnderWay => Volatile.Read(ref _underWay) > 0;

    /// <inheritdoc/>
    public async Task<ApiCreateResult?> SendAsync(RecordedCreate create, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        SenderProcess sender;
        try
        {
            sender = SenderProcess.Start(command);
        }
        catch (Exception error) when (error is Win32Exception or IOException or InvalidOperationException)
        {
            return await SendHereAsync(create, SenderReadiness.Declined, $"A sender could not be started: {error.Message}", stopping).ConfigureAwait(false);
        }

        using (sender)
        {
            var readiness = await HandOverAsync(sender, create, stopping).ConfigureAwait(false);
            return readiness switch
            {
                SenderReadiness.Taken => await AnswerAsync(sender, create, stopping).ConfigureAwait(false),
                _ when stopping.IsCancellationRequested => await WithdrawAsync(create).ConfigureAwait(false),
                _ => await SendHereAsync(create, readiness, "A sender did not take its request over.", stopping).ConfigureAwait(false),
            };
        }
    }

    private async Task<SenderReadiness> HandOverAsync(SenderProcess sender, RecordedCreate create, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        try
        {
            return await sender.HandOverAsync(Request(create), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return SenderReadiness.None;
        }
    }

    private SenderRequest Request(RecordedCreate create) => new()
    {
        Handle = create.Task.Handle,
        Ledger = store.Location,
        BaseAddress = options.Value.BaseAddress,
        ApiVersion = options.Value.ApiVersion,
        CreateTimeout = options.Value.CreateTimeout,
        Key = create.Key!.Reveal(),
        Body = create.Request,
    };

    private async Task<ApiCreateResult?> AnswerAsync(SenderProcess sender, RecordedCreate create, CancellationToken stopping)
    {
        Interlocked.Increment(ref _underWay);
        create.HandedOver();
        SenderAnswer? answer;
        try
        {
            answer = await sender.ReadAnswerAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        Interlocked.Decrement(ref _underWay);
        if (answer is null)
        {
            Report($"The sender of {create.Task.Handle} ended before it reported the outcome.");
            return await ReadOutcomeAsync(create.Task, stopping).ConfigureAwait(false);
        }

        foreach (var warning in answer.Warnings)
            SenderLog.Reported(logger, create.Task.Handle, warning);
        return answer.ToResult() ?? throw new InvalidOperationException("The sender failed while the request was under way.");
    }

    /// <summary>Sends the request in this process, unless a sender has it after all.</summary>
    /// <param name="create">The request.</param>
    /// <param name="readiness">Declined if no sender has it or will have it; none if one may still take it over.</param>
    /// <param name="reason">Why no sender took it over.</param>
    /// <param name="stopping">Cancelled when the app stops.</param>
    private async Task<ApiCreateResult?> SendHereAsync(RecordedCreate create, SenderReadiness readiness, string reason, CancellationToken stopping)
    {
        try
        {
            if (handOvers.TryTakeOver(create.Task.Handle, isSender: false) is not null)
            {
                Report(reason);
                return await client.CreateAsync(create.Key, create.Request, stopping).ConfigureAwait(false);
            }
        }
        catch (TaskStoreUnavailableException error)
        {
            SenderLog.Failed(logger, reason);
            return readiness == SenderReadiness.Declined ? NotSent(error.Message, error) : NotKnown(error.Message, error);
        }

        Report(reason);
        if (readiness == SenderReadiness.Declined)
            return NotSent("Its row in the ledger was changed meanwhile.", null);
        create.HandedOver();
        return await ReadOutcomeAsync(create.Task, stopping).ConfigureAwait(false);
    }

    private static ApiCreateResult.Failed NotSent(string reason, Exception? cause) =>
        new(new CometRunwayConnectionException($"The request was not sent: {reason}", neverConnected: true, cause) { Charge = ChargeStatus.No, IsTransient = true });

    private static ApiCreateResult.Failed NotKnown(string reason, Exception? cause) =>
        new(new CometRunwayConnectionException($"It is not known whether the request was sent: {reason}", neverConnected: false, cause) { Charge = ChargeStatus.Unknown });

    /// <summary>The app is stopping: prevents that a sender takes the request over. If one has it, it continues.</summary>
    private async Task<ApiCreateResult?> WithdrawAsync(RecordedCreate create)
    {
        try
        {
            if (handOvers.TryWithdraw(create.Task.Handle, Withdrawn))
                return new ApiCreateResult.Failed(new AppStoppingException());
        }
        catch (TaskStoreUnavailableException error)
        {
            // The row still awaits its sender. Without one it was never sent, which the next process records.
            SenderLog.Failed(logger, error.Message);
        }

        Interlocked.Increment(ref _underWay);
        create.HandedOver();
        return null;
    }

    /// <summary>Waits until the ledger has the outcome: the sender wrote it, or the sender is gone. No sender lives longer than this waits.</summary>
    private async Task<ApiCreateResult?> ReadOutcomeAsync(VideoTask task, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        try
        {
            while (time.GetElapsedTime(started) < SenderRun.LongestRun(options.Value.CreateTimeout))
            {
                await store.ResolveOrphanedSubmissionsAsync(new AccountScope(task.Scope.Account, [])).ConfigureAwait(false);
                if (await store.GetAsync(task.Handle, stopping).ConfigureAwait(false) is { State: not VideoTaskState.Submitting } row)
                    return RecordedResult.Of(row);
                await Task.Delay(LookInterval, time, stopping).ConfigureAwait(false);
            }

            return NotKnown("its sender reported no outcome.", null);
        }
        catch (Exception error) when (error is TaskStoreUnavailableException or ObjectDisposedException or OperationCanceledException)
        {
            return null;
        }
    }

    private void Report(string failure)
    {
        SenderLog.Failed(logger, failure);
        try
        {
            handOvers.RecordFailure(failure);
        }
        catch (Exception error) when (error is TaskStoreUnavailableException or ObjectDisposedException)
        {
            // It is in the log.
        }
    }
}

internal static partial class SenderLog
{
    [LoggerMessage(EventId = 60, Level = LogLevel.Warning, Message = "{Failure} Paid requests continue to be sent, but a request may be cut off if this process is killed. `comet-runway-mcp doctor` tests senders.")]
    public static partial void Failed(ILogger logger, string failure);

    [LoggerMessage(EventId = 61, Level = LogLevel.Warning, Message = "The sender of {Handle} reported: {Warning}")]
    public static partial void Reported(ILogger logger, string handle, string warning);
}
