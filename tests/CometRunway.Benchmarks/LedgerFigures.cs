using System.Globalization;
using CometRunway.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Benchmarks;

/// <summary>The ledger writes before and after a create, including the disk flush, and queries over many rows.</summary>
internal static class LedgerFigures
{
    private const int Iterations = 100;
    private const int Rows = 10_000;

    public static async Task PrintAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-ledger-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "many"));
        try
        {
            await using (var services = Open(folder))
                await PrintLatencyAsync(services.GetRequiredService<ITaskStore>(), output);
            await using var many = Open(Path.Combine(folder, "many"));
            await FillAsync(many.GetRequiredService<ITaskStore>());
            await PrintListsAsync(many.GetRequiredService<ITaskStore>(), output);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PrintLatencyAsync(ITaskStore store, TextWriter output)
    {
        var number = 0;
        var handles = new Queue<string>();
        output.WriteLine(await Timing.OfAsync("ledger: begin", Iterations, async () => handles.Enqueue(await BeginAsync(store, number++))));
        output.WriteLine(await Timing.OfAsync("ledger: accept", Iterations, async () => await store.ConcludeAsync(handles.Dequeue(), new SubmissionOutcome.Accepted($"id-{number++}"))));
    }

    private static async Task PrintListsAsync(ITaskStore store, TextWriter output)
    {
        var scope = await ScopeAsync(store);
        if ((await store.ListAsync(scope, new TaskQuery { Limit = 1 })).Total != Rows)
            throw new InvalidOperationException("The ledger does not have the expected rows.");
        output.WriteLine(await Timing.OfAsync("ledger of 10,000 rows: list", 20, async () => await store.ListAsync(scope, new TaskQuery { Limit = 10 })));
        output.WriteLine(await Timing.OfAsync("ledger of 10,000 rows: list with a search text", 20, async () => await store.ListAsync(scope, new TaskQuery { Limit = 10, Text = "pan 9999" })));
        output.WriteLine(await Timing.OfAsync("ledger of 10,000 rows: totals", 20, async () => await store.GetTotalsAsync(scope)));
        output.WriteLine(await Timing.OfAsync("ledger of 10,000 rows: latest", 20, async () => await store.GetLatestAsync(scope)));
    }

    /// <summary>Adds one row with the ledger and copies it in SQL, because 10,000 creates would take too long.</summary>
    private static async Task FillAsync(ITaskStore store)
    {
        await store.ConcludeAsync(await BeginAsync(store, 0), new SubmissionOutcome.Rejected("none", "filler"));
        using var connection = new SqliteConnection($"Data Source={Path.Combine(store.Location, "ledger.db")}");
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

    private static async Task<string> BeginAsync(ITaskStore store, int number)
    {
        var task = new NewVideoTask
        {
            Fingerprint = number.ToString(CultureInfo.InvariantCulture),
            Settings = new() { Model = "gen4_turbo", Ratio = "1280:720", Duration = 5, Prompt = $"a slow pan {number}" },
            ImageName = "cat.png",
            ApiVersion = "2024-11-06",
        };
        var terms = new AdmissionTerms { Limits = BudgetLimits.Unlimited, DuplicateWindow = TimeSpan.FromMinutes(10) };
        return ((BeginOutcome.Begun)await store.BeginAsync(await ScopeAsync(store), task, terms)).Task.Handle;
    }

    private static ValueTask<TaskScope> ScopeAsync(ITaskStore store) => store.GetScopeAsync(new Uri("https://api.example.com"), null, null, perKey: false);

    private static ServiceProvider Open(string folder) =>
        new ServiceCollection().AddLogging().AddCometRunway(options => options.HomeDirectory = folder).Services.BuildServiceProvider();
}
