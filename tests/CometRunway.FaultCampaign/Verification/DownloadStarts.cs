using CometRunway.FaultCampaign.Disruptions;
using CometRunway.FaultCampaign.Sandboxes;

namespace CometRunway.FaultCampaign.Verification;

/// <summary>Checks that slow downloads did not delay the start of others.</summary>
internal static class DownloadStarts
{
    public static IEnumerable<string> Check(IReadOnlyList<ChargedTask> charged, IReadOnlyList<JournalRequest> requests)
    {
        foreach (var task in charged)
        {
            var downloads = requests.Where(request => request.Route == "output" && request.TaskId == task.Id).ToArray();
            if (downloads.Length > 0 && downloads.Min(download => download.At) - task.AcceptedAt is var wait && wait > SlowDownloads.StartTimeout)
                yield return FormattableString.Invariant($"the download of {task.Id} started {wait.TotalSeconds:0} s after the task was accepted");
        }
    }
}
