using System.Security.Cryptography;
using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;
using CometRunway.Ledger;

namespace CometRunway.FaultCampaign.Verdicts;

/// <summary>Compares what was charged with what the ledger and the disk say.</summary>
internal sealed class Judge(SandboxProcess sandbox, Books books, bool hadOurTimeLimit)
{
    /// <summary>
    /// A server that was killed so shortly after the answer left the sandbox may not have had time to write it down. How short that
    /// is depends on the machine, and how long it takes a server to say its first word tells how slow the machine is.
    /// </summary>
    private readonly TimeSpan _instant = TimeSpan.FromSeconds(2) + 3 * books.SlowestGreeting;

    public async Task<Verdict> DecideAsync(IReadOnlyList<ChargedTask> charged, IReadOnlyList<AnsweredRequest> requests, IReadOnlyList<TaskEntry> ledger)
    {
        var verdict = new Verdict { Charged = charged.Count };
        verdict.Damaged.AddRange(books.Complaints);
        var unknown = ledger.Where(entry => entry.State == LedgerState.Unknown).ToList();
        foreach (var task in charged)
        {
            if (ledger.FirstOrDefault(entry => entry.TaskId == task.Id) is { } entry)
                await CompareAsync(task, entry, verdict);
            else
                Excuse(task, requests, unknown, verdict);
        }

        verdict.UnknownForNothing = unknown.Count;
        verdict.Damaged.AddRange(unknown
            .Where(entry => !MayBeInDoubt(entry, requests))
            .Select(entry => $"{entry.Handle} is unknown ({entry.ErrorCode}: {entry.ErrorMessage}), and nothing had happened to it"));
        await CountTwiceChargedAsync(charged, verdict);
        verdict.Damaged.AddRange(ledger
            .Where(entry => entry.TaskId is { } id && charged.All(task => task.Id != id))
            .Select(entry => $"{entry.Handle} has an id that the service never gave"));
        verdict.Damaged.AddRange(ledger
            .Where(entry => entry.State is LedgerState.Submitting or LedgerState.Lost)
            .Select(entry => $"{entry.Handle} is {entry.State}: {entry.ErrorMessage}"));
        return verdict;
    }

    /// <summary>Nothing was charged; an unknown outcome is honest all the same where a server was killed or the service answered oddly.</summary>
    private bool MayBeInDoubt(TaskEntry entry, IReadOnlyList<AnsweredRequest> requests) =>
        hadOurTimeLimit || books.KillsOf(entry.Prompt).Count > 0 || requests.Any(request => request is { Route: "create", Fault: not null });

    /// <summary>A charged task may be unknown only where its answer did not reach a living server.</summary>
    private void Excuse(ChargedTask task, IReadOnlyList<AnsweredRequest> requests, List<TaskEntry> unknown, Verdict verdict)
    {
        var kills = books.KillsOf(task.Prompt);
        var sentAt = requests.LastOrDefault(request => request.Route == "create" && request.TaskId == task.Id)?.At;
        var isExcused = task.Response switch
        {
            ChargedTask.Waiting => false,
            ChargedTask.Sent => kills.Any(at => at > sentAt - _instant && at < sentAt + _instant),
            ChargedTask.ClientDisconnected => hadOurTimeLimit || kills.Count > 0,
            _ => true,
        };
        var row = unknown.FirstOrDefault(entry => entry.Prompt == task.Prompt);
        if (row is null)
            verdict.Lost.Add($"{task.Id} ({task.Prompt}) is not in the ledger; its answer was: {task.Response}");
        else if (!isExcused)
            verdict.Lost.Add($"{row.Handle} is unknown ({row.ErrorCode}), although the answer was: {task.Response}");
        else
            Count(task, verdict);
        if (row is not null)
            unknown.Remove(row);
    }

    private static void Count(ChargedTask task, Verdict verdict)
    {
        verdict.Unknown++;
        if (task.Response == ChargedTask.Sent)
            verdict.UnknownByAHair++;
    }

    private async Task CompareAsync(ChargedTask task, TaskEntry entry, Verdict verdict)
    {
        if (entry.Prompt != task.Prompt)
            verdict.Lost.Add($"{entry.Handle} has the id of another request");
        if (task.DownloadsWithBearer > 0)
            verdict.Damaged.Add($"{entry.Handle} was downloaded with the key");
        if (await sandbox.TaskAsync(task.Id) is not var (status, link))
            return;
        if (status == "SUCCEEDED" && link is not null)
            await CompareFileAsync(entry, link, verdict);
        else if (!status.Equals(entry.State.ToString(), StringComparison.OrdinalIgnoreCase))
            verdict.Damaged.Add($"{entry.Handle} is {entry.State}, and the service says {status}");
    }

    private async Task CompareFileAsync(TaskEntry entry, string link, Verdict verdict)
    {
        if (entry.Files is not [var saved, ..] || !File.Exists(saved.Path))
        {
            verdict.Damaged.Add($"{entry.Handle} is {entry.State} without its file: {entry.FileProblem ?? entry.ErrorMessage}");
            return;
        }

        await using var file = File.OpenRead(saved.Path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
        verdict.Files++;
        if (hash != saved.Sha256 || hash != await sandbox.HashOfAsync(link))
            verdict.Damaged.Add($"{entry.Handle}: {saved.Path} is not what the service sent");
    }

    /// <summary>A request that failed may be made again; one that did not is paid once.</summary>
    private async Task CountTwiceChargedAsync(IReadOnlyList<ChargedTask> charged, Verdict verdict)
    {
        foreach (var same in charged.GroupBy(task => task.Prompt).Where(group => group.Count() > 1))
        {
            var alive = 0;
            foreach (var task in same)
                alive += await sandbox.TaskAsync(task.Id) is ("FAILED" or "CANCELLED", _) ? 0 : 1;
            if (alive > 1)
                verdict.Doubled.Add($"{same.Key} was charged {alive} times");
        }
    }
}
