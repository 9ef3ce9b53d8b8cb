using System.Globalization;
using CometRunway.Ledger;
using CometRunway.VideoTasks;
using Microsoft.Extensions.Logging.Abstractions;

namespace CometRunway.Benchmarks;

/// <summary>What a create waits for before and after the request, on a disk that is really written; and a list over many rows.</summary>
internal static class LedgerFigures
{
    private const int Times = 200;
    private const int Rows = 10_000;

    public static void Print(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-ledger-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "many"));
        try
        {
            using (var ledger = Open(folder))
                PrintLatency(ledger, output);
            // In memory where there is such a place: filling it is not what is measured.
            using var many = Open(Directory.Exists("/dev/shm") ? Memory(folder) : Path.Combine(folder, "many"));
            PrintLists(many, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            if (Directory.Exists(Memory(folder)))
                Directory.Delete(Memory(folder), recursive: true);
        }
    }

    private static void PrintLatency(TaskLedger ledger, TextWriter output)
    {
        var number = 0;
        var handles = new Queue<string>();
        output.WriteLine(Timing.Of("ledger: begin", Times, () => handles.Enqueue(Begin(ledger, number++))));
        output.WriteLine(Timing.Of("ledger: accept", Times, () => ledger.Accept(handles.Dequeue(), new TaskReceipt($"id-{number++}"))));
    }

    private static void PrintLists(TaskLedger ledger, TextWriter output)
    {
        for (var i = 0; i < Rows; i++)
            ledger.Reject(Begin(ledger, i), "none", "filler");
        var scope = Scope(ledger);
        output.WriteLine(Timing.Of("ledger of 10,000 rows: list", 20, () => ledger.List(scope, new TaskQuery { Limit = 10 })));
        output.WriteLine(Timing.Of("ledger of 10,000 rows: list with a word", 20, () => ledger.List(scope, new TaskQuery { Limit = 10, Text = "pan 9999" })));
        output.WriteLine(Timing.Of("ledger of 10,000 rows: totals", 20, () => ledger.Totals(scope)));
        output.WriteLine(Timing.Of("ledger of 10,000 rows: unfinished", 20, () => ledger.Unfinished(scope)));
    }

    private static string Begin(TaskLedger ledger, int number)
    {
        var task = new NewTask
        {
            Fingerprint = number.ToString(CultureInfo.InvariantCulture),
            Model = "gen4_turbo",
            Ratio = "1280:720",
            Duration = 5,
            Prompt = $"a slow pan {number}",
            ImageName = "cat.png",
            ApiVersion = "2024-11-06",
        };
        return ((BeginOutcome.Begun)ledger.Begin(Scope(ledger), task, BudgetLimits.Unlimited, TimeSpan.FromMinutes(10), newTake: false)).Entry.Handle;
    }

    private static LedgerScope Scope(TaskLedger ledger) => ledger.ScopeFor(new Uri("https://api.example.com"), null, null);

    private static TaskLedger Open(string folder) => new(folder, TimeProvider.System, NullLogger<TaskLedger>.Instance);

    private static string Memory(string folder) => Path.Combine("/dev/shm", Path.GetFileName(folder));
}
