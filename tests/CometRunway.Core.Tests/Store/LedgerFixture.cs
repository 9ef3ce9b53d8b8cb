using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Store;

/// <summary>A folder of its own, a clock of its own, and as many ledgers on it as a test wants.</summary>
public sealed class LedgerFixture : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly List<SqliteTaskStore> _ledgers = [];
    private SqliteTaskStore? _ledger;

    public LedgerFixture(DateTimeOffset? start = null)
    {
        Folder = Path.Combine(Directory.CreateTempSubdirectory("ledger-").FullName, "home");
        Clock = new FakeTimeProvider(start ?? new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    }

    public string Folder { get; }

    public string File => Path.Combine(Folder, "ledger.db");

    public FakeTimeProvider Clock { get; }

    public SqliteTaskStore Ledger => _ledger ??= Open();

    public TaskScope Scope => Ledger.ScopeFor(new Uri("https://api.example.com"), new ApiKey("sk-test"), null);

    public SqliteTaskStore Open(int busySeconds = 5)
    {
        var ledger = new SqliteTaskStore(Folder, Clock, NullLogger<SqliteTaskStore>.Instance, busySeconds);
        _ledgers.Add(ledger);
        return ledger;
    }

    public static NewVideoTask Task(string fingerprint = "f1", int? duration = 5, string? prompt = "a slow pan", string model = "gen3a_turbo") => new()
    {
        Fingerprint = fingerprint,
        Settings = new() { Model = model, Ratio = "1280:768", Duration = duration, Seed = 7, Prompt = prompt },
        ImageName = "cat.png",
        ImageSha256 = "00ff",
        ApiVersion = "2024-11-06",
        EstimatedCost = 0.32m,
    };

    public BeginOutcome Begin(NewVideoTask? task = null, BudgetLimits? limits = null, bool newTake = false) =>
        Ledger.Begin(Scope, task ?? Task(), limits ?? BudgetLimits.Unlimited, Window, newTake);

    public VideoTask Begun(NewVideoTask? task = null) => Assert.IsType<BeginOutcome.Begun>(Begin(task)).Entry;

    public VideoTask Accepted(string id = "id-1", NewVideoTask? task = null) => Ledger.Accept(Begun(task).Handle, new CreateTaskResponse(id));

    public static ApiTask News(ApiTaskStatus status, double? progress = null, params string[] links) => new()
    {
        Id = "id-1",
        Status = status,
        Progress = progress,
        Output = [.. links.Select(link => new Uri(link))],
    };

    public void Dispose()
    {
        foreach (var ledger in _ledgers)
            ledger.Dispose();
        Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
    }
}
