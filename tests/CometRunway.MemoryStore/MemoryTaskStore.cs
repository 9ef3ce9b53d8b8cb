using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CometRunway.Options;
using CometRunway.Store;

namespace CometRunway.MemoryStore;

/// <summary>
/// A task store that uses the public API only, as an app would write one for its own database. It shows that the API is sufficient, and it passes the
/// same contract tests as the SQLite store. It forgets everything when the process ends, so it is for tests only.
/// </summary>
public sealed class MemoryTaskStore : ITaskStore, ITaskStoreAdmin, IDisposable
{
    private const string HandleLetters = "23456789abcdefghjkmnpqrstuvwxyz";
    private const int Suggestions = 3;

    private readonly MemoryTasks _tasks;
    private readonly string _name = Guid.NewGuid().ToString("N");

    public MemoryTaskStore(MemoryTasks tasks)
    {
        _tasks = tasks;
        _tasks.Open(_name);
    }

    public string Location => "memory";

    public string? Notice => null;

    private DateTimeOffset Now => _tasks.Time.GetUtcNow();

    public void Dispose() => _tasks.Close(_name);

    public ValueTask<bool> ExistsAsync(CancellationToken cancellationToken = default) => new(_tasks.InTransaction(rows => rows.Count > 0));

    public ValueTask<TaskScope> GetScopeAsync(Uri baseAddress, ApiKey? key, string? callerId, bool perKey, CancellationToken cancellationToken = default)
    {
        var value = Hash(baseAddress, key?.Reveal() ?? "-", callerId ?? "-");
        return new(new TaskScope(value)
        {
            Account = Hash(baseAddress, key?.Reveal() ?? "-", "-"),
            Caller = perKey ? value : Hash(baseAddress, callerId ?? "-"),
        });
    }

    public ValueTask<BeginOutcome> BeginAsync(TaskScope scope, NewVideoTask task, AdmissionTerms terms, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _tasks.ResolveOrphans(new AccountScope(scope.Account, [scope.Caller]));
        return new(_tasks.InTransaction(rows =>
        {
            var now = Now;
            var own = rows.Where(row => scope.Includes(row.Task.Scope)).Select(row => row.Task).Reverse().ToList();
            var equal = own.FindAll(earlier => earlier.Fingerprint == task.Fingerprint);
            var facts = new AdmissionFacts(
                task.RequestId is { } requestId ? WithRequestId(rows, scope, requestId)?.Task : null,
                equal.Find(earlier => earlier.State == VideoTaskState.Unknown && earlier.CreatedAt > now - AdmissionPolicy.UnknownBlocksFor),
                equal.Find(earlier => earlier.CreatedAt > now - terms.DuplicateWindow && MayHaveVideo(earlier))
                    ?? equal.Find(earlier => earlier.State == VideoTaskState.Submitting),
                [.. own.Where(earlier => earlier.State != VideoTaskState.Rejected && earlier.CreatedAt > now - AdmissionPolicy.LongestWindow).Select(earlier => new BudgetUse(earlier.CreatedAt, earlier.Settings.Duration))]);
            var outcome = AdmissionPolicy.Decide(facts, NewHandle(rows), scope, task, terms, now);
            if (outcome is BeginOutcome.Begun(var begun))
                rows.Add(new(begun, _name));
            else if (outcome is BeginOutcome.Duplicate(var earlier) && task.RequestId is { } alias)
                rows.Find(row => row.Task.Handle == earlier.Handle)!.OtherRequestIds.Add(alias);
            return outcome;
        }));
    }

    public ValueTask<VideoTask> ConcludeAsync(string handle, SubmissionOutcome outcome) => new(_tasks.InTransaction(rows =>
    {
        IReadOnlyList<VideoTask> others = [];
        var task = _tasks.Change(handle, before =>
        {
            var concluded = outcome.ApplyTo(before, rows.Select(row => row.Task).Where(other => IsSameId(other.TaskId, (outcome as SubmissionOutcome.Accepted)?.TaskId)), Now);
            others = concluded.Others;
            return concluded.Task;
        });
        foreach (var other in others)
            _tasks.Change(other.Handle, _ => other);
        return task;
    }));

    public ValueTask<VideoTask> ApplyAsync(string handle, TaskUpdate update) => new(_tasks.Change(handle, task => update.ApplyTo(task, Now)));

    public ValueTask<VideoTask?> GetAsync(string handle, CancellationToken cancellationToken = default) =>
        new(_tasks.InTransaction(rows => rows.Find(row => row.Task.Handle == handle)?.Task));

    public ValueTask<FindOutcome> FindAsync(TaskScope scope, string handleOrIdOrPrefix, CancellationToken cancellationToken = default) => new(Find(Newest(scope), handleOrIdOrPrefix));

    public ValueTask<VideoTask?> GetLatestAsync(TaskScope scope, CancellationToken cancellationToken = default)
    {
        var tasks = Newest(scope);
        return new(tasks.Find(task => (task.NeedsWork && !task.IsUnreadable) || task.State == VideoTaskState.Submitting) ?? tasks.FirstOrDefault());
    }

    public ValueTask<TaskPage> ListAsync(TaskScope scope, TaskQuery query, CancellationToken cancellationToken = default) => new(List(Newest(scope), query));

    public ValueTask<UsageTotals> GetTotalsAsync(TaskScope scope, BudgetLimits? limits = null, CancellationToken cancellationToken = default) => new(Totals(Newest(scope), limits));

    public ValueTask<TimeSpan?> GetTypicalDurationAsync(TaskScope scope, string model, int? duration, CancellationToken cancellationToken = default)
    {
        var times = Newest(scope)
            .Where(task => task.State == VideoTaskState.Succeeded && task.Settings.Model == model && (duration is null || task.Settings.Duration == duration))
            .Select(task => task.FinishedAt!.Value - task.CreatedAt).Order().ToList();
        return new(times.Count < 3 ? null : times[times.Count / 2]);
    }

    public async Task<VideoTask> WaitForChangeAsync(string handle, long sinceRevision, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var changed = _tasks.Changed;
            var task = await GetAsync(handle, cancellationToken).ConfigureAwait(false) ?? throw new KeyNotFoundException($"There is no task {handle}.");
            if (task.Revision > sinceRevision)
                return task;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask FlushAsync() => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<VideoTask>> GetUnfinishedAsync(AccountScope account, CancellationToken cancellationToken = default) =>
        new(_tasks.InTransaction<IReadOnlyList<VideoTask>>(rows => [.. rows.Select(row => row.Task).Where(task => account.Includes(task.Scope) && task.NeedsWork)]));

    public ValueTask<IReadOnlyList<LeasedTask>> LeaseAsync(IReadOnlyCollection<string> taskHandles, TimeSpan duration) => new(_tasks.InTransaction<IReadOnlyList<LeasedTask>>(rows =>
    {
        var leased = new List<LeasedTask>();
        foreach (var row in rows.Where(row => taskHandles.Contains(row.Task.Handle)))
        {
            var isOfAnother = row.Lease.Store is { } holder && holder != _name;
            if (isOfAnother && row.Lease.Until > Now)
                continue;
            row.Lease = (_name, Now + duration);
            leased.Add(new(row.Task, WasAbandoned: isOfAnother));
        }

        return leased;
    }));

    public ValueTask ReleaseLeasesAsync(IReadOnlyCollection<ReleasedLease> leases)
    {
        _tasks.InTransaction(rows =>
        {
            foreach (var (handle, nextPollAt) in leases)
            {
                if (rows.Find(row => row.Task.Handle == handle && row.Lease.Store == _name) is not { } row)
                    continue;
                row.Lease = default;
                row.Task = row.Task with { NextPollAt = nextPollAt ?? row.Task.NextPollAt };
            }

            return leases.Count;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<VideoTask>> ApplyAllAsync(IReadOnlyCollection<TaskChange> changes) => new(_tasks.InTransaction<IReadOnlyList<VideoTask>>(rows =>
    {
        var changed = new Dictionary<string, VideoTask>(StringComparer.Ordinal);
        foreach (var (handle, update) in changes.Where(change => rows.Exists(row => row.Task.Handle == change.Handle)))
            changed[handle] = _tasks.Change(handle, task => update.ApplyTo(task, Now));
        return [.. changed.Values];
    }));

    public ValueTask<int> ResolveOrphanedSubmissionsAsync(AccountScope account) => new(_tasks.ResolveOrphans(account));

    ValueTask<FindOutcome> ITaskStoreAdmin.FindAsync(string handleOrIdOrPrefix, CancellationToken cancellationToken) => new(Find(Newest(null), handleOrIdOrPrefix));

    ValueTask<TaskPage> ITaskStoreAdmin.ListAsync(TaskQuery query, CancellationToken cancellationToken) => new(List(Newest(null), query));

    ValueTask<UsageTotals> ITaskStoreAdmin.GetTotalsAsync(CancellationToken cancellationToken) => new(Totals(Newest(null), null));

    ValueTask<VideoTask> ITaskStoreAdmin.ResolveUnknownAsync(string handle, UnknownResolution resolution, CancellationToken cancellationToken) => new(_tasks.Change(handle, task =>
    {
        if (resolution is UnknownResolution.TaskIs { TaskId: var id } && Newest(null).Exists(other => IsSameId(other.TaskId, id)))
            throw new InvalidOperationException($"Another task has the id {id}.");
        return resolution.ApplyTo(task, Now);
    }));

    private static string Hash(Uri address, params ReadOnlySpan<string?> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', [address.GetLeftPart(UriPartial.Authority).ToLowerInvariant(), .. parts]))))[..32];

    private static bool IsSameId(string? one, string? other) => one is not null && one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool MayHaveVideo(VideoTask task) =>
        task.State is not (VideoTaskState.Rejected or VideoTaskState.Failed or VideoTaskState.Cancelled or VideoTaskState.NotFound);

    private static MemoryTasks.Row? WithRequestId(List<MemoryTasks.Row> rows, TaskScope scope, string requestId) => rows.FindLast(row =>
        scope.Includes(row.Task.Scope) && row.Task.State != VideoTaskState.Rejected && (row.Task.RequestId == requestId || row.OtherRequestIds.Contains(requestId)));

    private static string NewHandle(List<MemoryTasks.Row> rows)
    {
        while (true)
        {
            var handle = "v" + RandomNumberGenerator.GetString(HandleLetters, 3);
            if (!rows.Exists(row => row.Task.Handle == handle))
                return handle;
        }
    }

    private static FindOutcome Find(List<VideoTask> tasks, string text)
    {
        var wanted = text.Trim();
        bool Matches(string? value, bool whole) => value is not null && wanted.Length > 0
            && (whole ? value.Equals(wanted, StringComparison.OrdinalIgnoreCase) : value.StartsWith(wanted, StringComparison.OrdinalIgnoreCase));
        var found = tasks.FindAll(task => Matches(task.Handle, true) || Matches(task.TaskId, true));
        if (found.Count == 0)
            found = tasks.FindAll(task => Matches(task.Handle, false) || Matches(task.TaskId, false));
        if (found.Count == 0)
            found = tasks.FindAll(task => task.UnconfirmedId == wanted);
        return found.Count switch
        {
            0 => new FindOutcome.NotFound([.. tasks.OrderByDescending(task => wanted.Length > 0 && wanted.StartsWith(task.Handle, StringComparison.OrdinalIgnoreCase)).Take(Suggestions)]),
            1 => new FindOutcome.Found(found[0]),
            _ => new FindOutcome.Ambiguous([.. found.Take(5)]),
        };
    }

    private TaskPage List(List<VideoTask> tasks, TaskQuery query)
    {
        var order = _tasks.InTransaction(rows => rows.ConvertAll(row => row.Task.Handle));
        var before = query.Cursor switch
        {
            null => int.MaxValue,
            ['p', .. var digits] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var position) => position,
            _ => throw new ArgumentException("The cursor is invalid.", nameof(query)),
        };
        var words = (query.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var matching = tasks.FindAll(task =>
            query.States is not { Count: > 0 } states || states.Contains(task.State));
        matching = matching.FindAll(task => Array.TrueForAll(words, word =>
            $"{task.Settings.Prompt} {task.Handle} {task.TaskId} {task.Settings.Model} {task.ImageName} {task.RequestId}".Contains(word, StringComparison.OrdinalIgnoreCase)));
        var rest = matching.FindAll(task => order.IndexOf(task.Handle) < before);
        var page = rest.Take(query.Limit).ToList();
        return new(page, rest.Count > page.Count ? string.Create(CultureInfo.InvariantCulture, $"p{order.IndexOf(page[^1].Handle)}") : null, matching.Count);
    }

    private UsageTotals Totals(List<VideoTask> tasks, BudgetLimits? limits)
    {
        var today = TimeZoneInfo.ConvertTime(Now, _tasks.Time.LocalTimeZone);
        var midnight = new DateTimeOffset(today.Date, today.Offset);
        var counted = tasks.FindAll(task => task.State != VideoTaskState.Rejected);
        PeriodTotals Since(DateTimeOffset start)
        {
            var period = counted.FindAll(task => task.CreatedAt >= start);
            return new(start, period.Count, period.Sum(task => task.Settings.Duration ?? 5), period.Sum(task => task.EstimatedCost ?? 0), period.Count(task => task.EstimatedCost is null));
        }

        return new(
            Since(midnight),
            Since(midnight.AddDays(1 - midnight.Day)),
            tasks.GroupBy(task => task.State).ToDictionary(group => group.Key, group => group.Count()),
            limits is null ? [] : AdmissionPolicy.GetStandings([.. counted.Select(task => new BudgetUse(task.CreatedAt, task.Settings.Duration))], limits, Now));
    }

    private List<VideoTask> Newest(TaskScope? scope) =>
        _tasks.InTransaction(rows => rows.Where(row => scope is null || scope.Includes(row.Task.Scope)).Select(row => row.Task).Reverse().ToList());
}
