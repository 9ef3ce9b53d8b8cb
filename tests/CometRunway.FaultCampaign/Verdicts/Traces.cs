using CometRunway.FaultCampaign.Runs;
using CometRunway.Store;

namespace CometRunway.FaultCampaign.Verdicts;

/// <summary>What must be true of the folders besides: a sound ledger, nothing left lying about, a page with every video.</summary>
internal static class Traces
{
    public static IEnumerable<string> Examine(Stage stage, IReadOnlyList<VideoTask> ledger, bool hadFullDisk)
    {
        using (var watch = new LedgerWatch(stage.Home))
        {
            if (watch.Fault() is { } fault)
                yield return $"the ledger is not sound: {fault}";
        }

        foreach (var file in Directory.EnumerateFiles(stage.Home, "ledger.damaged-*").Concat(Directory.EnumerateFiles(stage.Home, "answer-*.json")))
            yield return $"{Path.GetFileName(file)} was left behind";
        // The page is for people and gives way to the video when there is no room for both.
        if (hadFullDisk)
            yield break;
        var page = Path.Combine(stage.Output, "index.html");
        var html = File.Exists(page) ? File.ReadAllText(page) : "";
        foreach (var file in ledger.SelectMany(entry => entry.Files).Where(file => !html.Contains(Path.GetFileName(file.Path), StringComparison.Ordinal)))
            yield return $"the page does not show {Path.GetFileName(file.Path)}";
    }
}
