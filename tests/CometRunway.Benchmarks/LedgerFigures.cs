using System.Globalization;
using CometRunway.Api;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CometRunway.Benchmarks;

/// <summary>The ledger writes before and after a create, including the disk flush, and queries over many rows.</summary>
internal static class LedgerFigures
{
    private const int Iterations = 100;
    private const int Rows = 10_000;

    public static void Print(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-ledger-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "many"));
        try
        {
            using (var ledger = Open(folder))
                PrintLatency(ledger, output);
            using var many = Open(Path.Combine(folder, "many"));
            Fill(many, Path.Combine(folder, "many"));
            PrintLists(many, output);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void PrintLatency(SqliteTaskStore ledger, TextWriter output)
    {
        var number = 0;
        var handles = new Queue<string>();
        output.WriteLine(Timing.Of("ledger: begin", Iterations, () => handles.Enqueue(Begin(ledger, number++))));
        output.WriteLine(Timing.Of("ledger: accept", Iterations, () => ledger.Accept(handles.Dequeue(), new CreateTaskResponse($"id-{number++}"))));
    }

    private static void PrintLists(SqliteTaskStore ledger, TextWriter output)
    {
        var scope = Scope(ledger);
        if (ledger.List(scope, new TaskQuery { Limit = 1 }).Total != Rows)
            throw new InvalidOperationException("The ledger does not have the expected rows.");
        output.WriteLine(Timing.Of("ledger of 10,000 rows: list", 20, () => ledger.List(scope, new TaskQuery { Limit = 10 })));
        output.WriteLine(Timing.Of("ledger of 10,000 rows: list with a search text", 20, () => ledger.List(scope, new TaskQuery { Limit = 10, Text = "pan 9999" })));
        output.WriteLine(Timing.Of("ledger of 10,000 rows: totals", 20, () => ledger.Totals(scope)));
        output.WriteLine(Timing.Of("ledger of 10,000 rows: unfinished", 20, () => ledger.Unfinished(scope)));
    }

    /// <summary>Adds one row with the ledger and copies it in SQL, because 10,000 creates would take too long.</summary>
    private static void Fill(SqliteTaskStore ledger, string folder)
    {
        ledger.Reject(Begin(ledger, 0), "none", "filler");
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, StateFolder.LedgerFileName)}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(name) FROM pragma_table_info('tasks') WHERE name NOT IN ('seq', 'handle', 'prompt')";
        var others = (string)command.ExecuteScalar()!;
        command.CommandText =
            $"""
            INSERT INTO tasks (handle, prompt, {others})
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Rows - 1})
            SELECT 'copy' || i, 'a slow pan ' || i, {others} FROM n, (SELECT * FROM tasks LIMIT 1)
            """;
        command.ExecuteNonQuery();
    }

    private static string Begin(SqliteTaskStore ledger, int number)
    {
        var task = new NewVideoTask
        {
            Fingerprint = number.ToString(CultureInfo.InvariantCulture),
            Settings = new() { Model = "gen4_turbo", Ratio = "1280:720", Duration = 5, Prompt = $"a slow pan {number}" },
            ImageName = "cat.png",
            ApiVersion = "2024-11-06",
        };
        return ((BeginOutcome.Begun)ledger.Begin(Scope(ledger), task, BudgetLimits.Unlimited, TimeSpan.FromMinutes(10), newTake: false)).Entry.Handle;
    }

    private static TaskScope Scope(SqliteTaskStore ledger) => ledger.ScopeFor(new Uri("https://api.example.com"), null, null);

    private static SqliteTaskStore Open(string folder) => new(folder, TimeProvider.System, NullLogger<SqliteTaskStore>.Instance);
}
