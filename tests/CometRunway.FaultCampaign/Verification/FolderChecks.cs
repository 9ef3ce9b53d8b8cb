using CometRunway.FaultCampaign.Runs;
using CometRunway.Store;

namespace CometRunway.FaultCampaign.Verification;

/// <summary>Checks the folders: an intact ledger, no leftover files, and a page with all videos.</summary>
internal static class FolderChecks
{
    public static IEnumerable<string> Check(RunEnvironment environment, IReadOnlyList<VideoTask> ledger, Scenario scenario)
    {
        using (var reader = new LedgerReader(environment.Home))
        {
            if (reader.IntegrityError() is { } error)
                yield return $"the ledger is damaged: {error}";
        }

        var leftovers = Directory.EnumerateFiles(environment.Home, "answer-*.json");
        if (!scenario.ChangesLedger)
            leftovers = leftovers.Concat(Directory.EnumerateFiles(environment.Home, "ledger.damaged-*"));
        foreach (var file in leftovers)
            yield return $"{Path.GetFileName(file)} is a leftover file";
        // The page is skipped if there is not enough space for the page and the video.
        if (scenario.FillsDisk)
            yield break;
        var page = Path.Combine(environment.Output, "index.html");
        var html = File.Exists(page) ? File.ReadAllText(page) : "";
        foreach (var file in ledger.SelectMany(task => task.Files).Where(file => !html.Contains(Path.GetFileName(file.Path), StringComparison.Ordinal)))
            yield return $"the page does not show {Path.GetFileName(file.Path)}";
    }
}
