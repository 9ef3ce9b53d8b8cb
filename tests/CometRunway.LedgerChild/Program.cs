using System.Globalization;
using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.Logging.Abstractions;

// Runs one operation on the ledger or a download for each line of input, responds with one line, and runs until it is killed.
using var ledger = new SqliteLedger(args[0], TimeProvider.System, NullLogger<SqliteTaskStore>.Instance);
var store = new SqliteTaskStore(ledger);
var scope = await store.GetScopeAsync(new Uri("https://api.example.com"), new ApiKey("sk-test"), null, perKey: false);
var parts = new List<PartialDownloadFile>();
while (await Console.In.ReadLineAsync() is { } line)
{
    var answer = line.Split(' ') switch
    {
        ["begin", var fingerprint] => await BeginAsync(fingerprint, BudgetLimits.Unlimited) is BeginOutcome.Begun(var task) ? task.Handle : "refused",
        ["accept", var handle, var id] => (await store.ConcludeAsync(handle, new SubmissionOutcome.Accepted(id))).TaskId,
        ["begin-awaiting", var fingerprint] => await BeginAsync(fingerprint, BudgetLimits.Unlimited, awaitsSender: true) is BeginOutcome.Begun(var task) ? task.Handle : "refused",
        ["take", var handle] => new HandOvers(ledger).TryTakeOver(handle, isSender: true) is not null ? "yes" : "no",
        ["begin", var fingerprint, var requestId] => await BeginAsync(fingerprint, BudgetLimits.Unlimited, requestId) is BeginOutcome.Begun(var task) ? task.Handle : "refused",
        ["race", var count] => await RaceAsync(count, () => BeginAsync(Guid.NewGuid().ToString(), new BudgetLimits(1, null, null))),
        ["race", var count, var requestId] => await RaceAsync(count, () => BeginAsync("f1", BudgetLimits.Unlimited, requestId)),
        ["lease", var handle] => (await store.LeaseAsync([handle], TimeSpan.FromMinutes(10))).Count == 1 ? "yes" : "no",
        ["running", var handle] => (await store.ApplyAsync(handle, new TaskUpdate.Observed(new ApiTask { Id = "id-1", Status = ApiTaskStatus.Running }))).State.ToString(),
        ["part", var folder, var name] => await BeginDownloadAsync(folder, name),
        _ => "what?",
    };
    Console.Out.WriteLine(answer);
}

ValueTask<BeginOutcome> BeginAsync(string fingerprint, BudgetLimits limits, string? requestId = null, bool awaitsSender = false) => store.BeginAsync(
    scope,
    new NewVideoTask { Fingerprint = fingerprint, RequestId = requestId, Settings = new() { Model = "gen3a_turbo" }, ImageName = "cat.png", ApiVersion = "2024-11-06" },
    new AdmissionTerms { Limits = limits, DuplicateWindow = TimeSpan.FromMinutes(10), NewTake = requestId is not null, AwaitsSender = awaitsSender });

// The file stays open and locked until the process ends.
async Task<string> BeginDownloadAsync(string folder, string name)
{
    var part = PartialDownloadFile.Open(folder, name, new AbandonedParts(TimeProvider.System));
    parts.Add(part);
    await part.Content.WriteAsync(new byte[100]);
    return "open";
}

async Task<string> RaceAsync(string count, Func<ValueTask<BeginOutcome>> begin)
{
    var begun = 0;
    await Parallel.ForAsync(0, int.Parse(count, CultureInfo.InvariantCulture), async (_, _) =>
    {
        if (await begin() is BeginOutcome.Begun)
            Interlocked.Increment(ref begun);
    });
    return begun.ToString(CultureInfo.InvariantCulture);
}
