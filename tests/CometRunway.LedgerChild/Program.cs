using System.Globalization;
using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

// Does one thing to the ledger in the given folder at each line of input, answers with one line, and stays until it is killed.
using var ledger = new SqliteTaskStore(args[0], TimeProvider.System, NullLogger<SqliteTaskStore>.Instance);
var scope = ledger.ScopeFor(new Uri("https://api.example.com"), new ApiKey("sk-test"), null);
while (Console.In.ReadLine() is { } line)
{
    var answer = line.Split(' ') switch
    {
        ["begin", var fingerprint] => Begin(fingerprint, BudgetLimits.Unlimited) is BeginOutcome.Begun(var entry) ? entry.Handle : "refused",
        ["race", var count] => Race(int.Parse(count, CultureInfo.InvariantCulture)),
        ["lease", var handle] => ledger.TryLease(handle, TimeSpan.FromMinutes(10)) ? "yes" : "no",
        ["running", var handle] => ledger.Observe(handle, new ApiTask { Id = "id-1", Status = ApiTaskStatus.Running }).State.ToString(),
        _ => "what?",
    };
    Console.Out.WriteLine(answer);
}

BeginOutcome Begin(string fingerprint, BudgetLimits limits) => ledger.Begin(
    scope,
    new NewVideoTask { Fingerprint = fingerprint, Settings = new() { Model = "gen3a_turbo" }, ImageName = "cat.png", ApiVersion = "2024-11-06" },
    limits,
    TimeSpan.FromMinutes(10),
    newTake: false);

string Race(int count)
{
    var begun = 0;
    Parallel.For(0, count, _ =>
    {
        if (Begin(Guid.NewGuid().ToString(), new BudgetLimits(1, null, null)) is BeginOutcome.Begun)
            Interlocked.Increment(ref begun);
    });
    return begun.ToString(CultureInfo.InvariantCulture);
}
