using System.Security.Cryptography;
using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;
using CometRunway.Store;

namespace CometRunway.FaultCampaign.Verification;

/// <summary>Compares the charged tasks with the ledger and the files.</summary>
internal sealed class RunVerifier(SandboxProcess sandbox, RunRecord record, bool hadTimeout)
{
    /// <summary>The recorded cause if the process that sent the request ended before it recorded the response. No disruption ends that process.</summary>
    private const string Abandoned = "abandoned";

    public async Task<RunResult> VerifyAsync(IReadOnlyList<ChargedTask> charged, IReadOnlyList<JournalRequest> requests, IReadOnlyList<VideoTask> ledger)
    {
        var result = new RunResult { Charged = charged.Count, Creates = requests.Count(request => request.Route == "create") };
        result.Damaged.AddRange(record.Problems);
        var unknown = ledger.Where(entry => entry.State == VideoTaskState.Unknown).ToList();
        foreach (var task in charged)
        {
            if (ledger.FirstOrDefault(entry => entry.TaskId == task.Id) is { } entry)
                await CompareAsync(task, entry, requests, result);
            else
                VerifyMissing(task, unknown, result);
        }

        result.UnknownNotCharged = unknown.Count;
        result.UnknownCauses.AddRange(unknown.Select(entry => $"{entry.ErrorCode}, not charged"));
        result.Damaged.AddRange(unknown
            .Where(entry => !MayBeUnknown(entry, requests))
            .Select(entry => $"{entry.Handle} is unknown ({entry.ErrorCode}: {entry.ErrorMessage}), although no fault affected it"));
        await CountDuplicatesAsync(charged, result);
        result.Damaged.AddRange(ledger
            .Where(entry => entry.TaskId is { } id && charged.All(task => task.Id != id))
            .Select(entry => $"{entry.Handle} has an id that the service did not return"));
        result.Damaged.AddRange(ledger
            .Where(entry => entry.State is VideoTaskState.Submitting or VideoTaskState.NotFound)
            .Select(entry => $"{entry.Handle} is {entry.State}: {entry.ErrorMessage}"));
        return result;
    }

    /// <summary>An outcome may be unknown without a charge if a fault was injected into the create.</summary>
    private bool MayBeUnknown(VideoTask entry, IReadOnlyList<JournalRequest> requests) =>
        hadTimeout || requests.Any(request => request is { Route: "create", Fault: not null });

    /// <summary>A charged task may be unknown only if the service did not deliver its response in time; killed servers are no reason.</summary>
    private void VerifyMissing(ChargedTask task, List<VideoTask> unknown, RunResult result)
    {
        var isExpected = task.Response switch
        {
            ChargedTask.Waiting or ChargedTask.Sent => false,
            ChargedTask.ClientDisconnected => hadTimeout,
            _ => true,
        };
        var row = unknown.FirstOrDefault(entry => entry.Settings.Prompt == task.Prompt);
        if (row is null)
            result.Lost.Add($"{task.Id} ({task.Prompt}) is not in the ledger; its response was: {task.Response}");
        else if (!isExpected || row.ErrorCode == Abandoned)
            result.Lost.Add($"{row.Handle} is unknown ({row.ErrorCode}), although the response was: {task.Response}");
        else
            result.UnknownCauses.Add($"{row.ErrorCode}, charged");
        if (row is not null)
            unknown.Remove(row);
        result.Unknown += row is null ? 0 : 1;
    }

    private async Task CompareAsync(ChargedTask task, VideoTask entry, IReadOnlyList<JournalRequest> requests, RunResult result)
    {
        if (entry.Settings.Prompt != task.Prompt)
            result.Lost.Add($"{entry.Handle} has the id of another request");
        if (task.DownloadsWithBearer > 0 && !requests.Any(AsksForKey))
            result.Damaged.Add($"{entry.Handle} was downloaded with the API key");
        if (await sandbox.StatusAsync(task.Id) is not { } status)
            return;
        if (status == "SUCCEEDED")
            await CompareFileAsync(task, entry, result);
        else if (!status.Equals(entry.State.ToString(), StringComparison.OrdinalIgnoreCase))
            result.Damaged.Add($"{entry.Handle} is {entry.State}, but its status at the service is {status}");
    }

    /// <summary>
    /// A link of the service itself that leads to no video without the key is requested again with the key. The sandbox is the service and has the files, too.
    /// </summary>
    private static bool AsksForKey(JournalRequest request) => request is { Route: "output", Bearer: false } and ({ Status: >= 400 and < 500 } or { Fault: not null });

    private async Task CompareFileAsync(ChargedTask task, VideoTask entry, RunResult result)
    {
        if (entry.Files is not [var saved, ..] || !File.Exists(saved.Path))
        {
            result.Damaged.Add($"{entry.Handle} is {entry.State} without a file: {entry.FileProblem ?? entry.ErrorMessage}");
            return;
        }

        await using var file = File.OpenRead(saved.Path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
        result.Files++;
        if (hash != saved.Sha256 || hash != await sandbox.HashOfAsync(task.Id))
            result.Damaged.Add($"{entry.Handle}: {saved.Path} differs from what the service sent");
    }

    /// <summary>A failed request may be repeated; any other request may be charged once only.</summary>
    private async Task CountDuplicatesAsync(IReadOnlyList<ChargedTask> charged, RunResult result)
    {
        foreach (var same in charged.GroupBy(task => task.Prompt).Where(group => group.Count() > 1))
        {
            var alive = 0;
            foreach (var task in same)
                alive += await sandbox.StatusAsync(task.Id) is "FAILED" or "CANCELLED" ? 0 : 1;
            if (alive > 1)
                result.Duplicated.Add($"{same.Key} was charged {alive} times");
        }
    }
}
