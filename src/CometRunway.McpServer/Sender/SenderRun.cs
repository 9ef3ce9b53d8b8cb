using System.Text.Json;
using CometRunway.Api;
using CometRunway.Errors;
using CometRunway.McpServer.Hosting;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Sender;

/// <summary>The second stage: takes one row over, sends its request, records the outcome and reports it to the server, if that still runs.</summary>
internal static class SenderRun
{
    /// <summary>How long the sender tries to write an outcome that the disk does not take.</summary>
    private static readonly TimeSpan Persistence = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>The longest time a sender lives. Two attempts to send are possible, the first of which never connects.</summary>
    public static TimeSpan LongestRun(TimeSpan createTimeout) => createTimeout + createTimeout + Persistence + Persistence;

    /// <summary>Runs one sender.</summary>
    /// <param name="input">The request.</param>
    /// <param name="output">Receives the readiness and the answer.</param>
    /// <param name="change">Registers services first, as in the server.</param>
    public static async Task<int> RunAsync(Stream input, Stream output, Action<IServiceCollection>? change)
    {
        SenderRequest? request;
        try
        {
            request = await SenderRequest.ReadAsync(input);
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return 1;
        }

        if (request is null)
        {
            await SenderMessages.WriteAsync(output, SenderReadiness.Ready);
            return 0;
        }

        using var limit = new Timer(static _ => ProcessEnd.Now(), null, LongestRun(request.CreateTimeout), Timeout.InfiniteTimeSpan);
        var warnings = new WarningList();
        await using var services = SenderServices.Build(request, warnings, change);
        // Its pipeline is created while the disk writes the take-over.
        var client = Task.Run(services.GetRequiredService<CometRunwayApiClient>);
        if (TakeOver(services, request) is not { } task)
        {
            await SenderMessages.WriteAsync(output, SenderReadiness.Declined);
            return 0;
        }

        // The request does not wait for a server that does not read.
        var reporting = SenderMessages.WriteAsync(output, SenderReadiness.Taken);
        var sending = SendAsync(client, request);
        await KeepRowAsync(services.GetRequiredService<ITaskStore>(), request.Handle, sending);
        var (result, outcome) = await sending;
        var recorded = await services.GetRequiredService<OutcomeRecorder>().RecordAsync(task, outcome);
        await reporting;
        await SenderMessages.WriteAsync(output, SenderAnswer.Of(result) with { Warnings = warnings.Lines });
        await PersistAsync(services, recorded);
        return 0;
    }

    private static VideoTask? TakeOver(IServiceProvider services, SenderRequest request)
    {
        try
        {
            return services.GetRequiredService<HandOvers>().TryTakeOver(request.Handle, isSender: true);
        }
        catch (TaskStoreUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Reads the row while the request is under way: a read puts it back if the ledger was deleted or replaced, before another process sends it again.</summary>
    private static async Task KeepRowAsync(ITaskStore store, string handle, Task sending)
    {
        while (await Task.WhenAny(sending, Task.Delay(RetryInterval, TimeProvider.System)) != sending)
        {
            try
            {
                await store.GetAsync(handle);
            }
            catch (TaskStoreUnavailableException)
            {
                // The next read tries again.
            }
        }
    }

    private static async Task<(ApiCreateResult? Result, SubmissionOutcome Outcome)> SendAsync(Task<CometRunwayApiClient> client, SenderRequest request)
    {
        try
        {
            var result = await (await client).CreateAsync(new ApiKey(request.Key), request.Body);
            return (result, CreateOutcomes.Of(result));
        }
        catch (Exception)
        {
            // The request may have been sent.
            return (null, CreateOutcomes.Fault);
        }
    }

    /// <summary>Ends when the ledger or a file beside it contains the outcome, or when that has failed for too long.</summary>
    private static async Task PersistAsync(IServiceProvider services, VideoTask recorded)
    {
        var store = services.GetRequiredService<ITaskStore>();
        for (var left = Persistence; left > TimeSpan.Zero; left -= RetryInterval)
        {
            if (await IsPersistedAsync(store, recorded))
                return;
            await Task.Delay(RetryInterval, TimeProvider.System);
        }
    }

    private static async Task<bool> IsPersistedAsync(ITaskStore store, VideoTask recorded)
    {
        try
        {
            await store.FlushAsync();
            return await store.GetAsync(recorded.Handle) is { } row && row.State != VideoTaskState.Submitting;
        }
        catch (TaskStoreUnavailableException)
        {
            return false;
        }
    }
}
