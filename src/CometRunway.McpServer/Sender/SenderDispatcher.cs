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
            return await SendHereAsync(create, $"A sender could not be started: {error.Message}", stopping).ConfigureAwait(false);
        }

        using (sender)
        {
            return await HandOverAsync(sender, create, stopping).ConfigureAwait(false) switch
            {
                SenderReadiness.Taken => await AnswerAsync(sender, create, stopping).ConfigureAwait(false),
                _ when stopping.IsCancellationRequested => await WithdrawAsync(create).ConfigureAwait(false),
                _ => await SendHereAsync(create, "A sender did not take its request over.", stopping).ConfigureAwait(false),
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
    private async Task<ApiCreateResult?> SendHereAsync(RecordedCreate create, string reason, CancellationToken stopping)
    {
        Report(reason);
        try
        {
            if (handOvers.TryTakeOver(create.Task.Handle, isSender: false) is not null)
                return await client.CreateAsync(create.Key, create.Request, stopping).ConfigureAwait(false);
        }
        catch (TaskStoreUnavailableException error)
        {
            // A sender may be about to take it over.
            return new ApiCreateResult.Failed(new CometRunwayConnectionException($"It is not known whether the request was sent: {error.Message}", neverConnected: false, error) { Charge = ChargeStatus.Unknown });
        }

        create.HandedOver();
        return await ReadOutcomeAsync(create.Task, stopping).ConfigureAwait(false);
    }

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

    /// <summary>Waits until the ledger has the outcome: the sender wrote it, or the sender is gone.</summary>
    private async Task<ApiCreateResult?> ReadOutcomeAsync(VideoTask task, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await store.ResolveOrphanedSubmissionsAsync(task.Scope.Account).ConfigureAwait(false);
                if (await store.GetAsync(task.Handle, stopping).ConfigureAwait(false) is { State: not VideoTaskState.Submitting } row)
                    return RecordedResult.Of(row);
                await Task.Delay(LookInterval, time, stopping).ConfigureAwait(false);
            }
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
