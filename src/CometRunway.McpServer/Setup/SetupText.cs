using System.Text;

namespace CometRunway.McpServer.Setup;

/// <summary>Formats the output of <c>setup</c>.</summary>
internal static class SetupText
{
    public static string List()
    {
        var text = new StringBuilder("Clients:\n");
        foreach (var guide in ClientGuides.All)
            text.Append(Invariant($"  {guide.Id,-16}{guide.Name}\n"));
        return text.Append("\n`comet-runway-mcp setup CLIENT` prints the entry and the file it belongs in. Add `--sandbox` for an entry that needs no key and costs nothing.\n").ToString();
    }

    public static string Add(ClientGuide guide, StartCommand start, bool sandbox, UserFolders folders)
    {
        var text = new StringBuilder();
        if (Here(guide, folders) is not { Count: > 0 } places)
            return $"{guide.Name} is not available on this system. Its file is {string.Join(" or ", guide.Places.Select(p => p.Path))}.\n";
        text.Append(Invariant($"{guide.Name}: add this entry to {Line(places[0], folders)}.\n"));
        foreach (var other in places.Skip(1))
            text.Append(Invariant($"Or to {Line(other, folders)}.\n"));
        text.Append(Invariant($"If the file already exists, add only the part inside \"{guide.Root}\".\n\n{ClientEntry.Of(guide, start, sandbox)}\n\n"));
        if (!sandbox && guide.AddCommand is { } command)
            text.Append(Invariant($"Or run:\n  {command} {start}\n\n"));
        if (!sandbox && InstallLinks.Of(guide, start) is { } link)
            text.Append(Invariant($"Or open this link:\n  {link}\n\n"));
        text.Append(sandbox ? "This entry uses the sandbox: no key, no cost.\n" : guide.KeyAdvice + "\n");
        return text.Append(Invariant($"{guide.Then}\n`comet-runway-mcp doctor` checks the installation.\n")).ToString();
    }

    public static string Remove(ClientGuide guide, UserFolders folders, string stateFolder, string videoFolder)
    {
        var places = Here(guide, folders);
        var text = new StringBuilder(Invariant($"{guide.Name}: delete the member \"{ClientEntry.ServerName}\" below \"{guide.Root}\" from:\n"));
        foreach (var place in places.Count > 0 ? places : guide.Places)
            text.Append(Invariant($"  {Line(place, folders)}\n"));
        if (guide.RemoveCommand is { } command)
            text.Append(Invariant($"Or run: {command}\n"));
        text.Append("To uninstall the .NET tool: dotnet tool uninstall --global CometRunway.McpServer (and CometRunway.Sandbox.Tool).\n\n");
        text.Append("These remain on disk until you delete them:\n");
        text.Append(Invariant($"  {stateFolder}  the ledger of tasks\n"));
        text.Append(Invariant($"  {videoFolder}  your videos and the gallery page\n"));
        text.Append("  the folder CometRunway in your Pictures folder, created as an inbox for images\n");
        if (guide.Leftover is { } leftover)
            text.Append(Invariant($"  {leftover}\n"));
        return text.Append("The ledger is the only record of paid tasks. Keep it while a task is unfinished or its outcome is unknown.\n").ToString();
    }

    private static List<ConfigPlace> Here(ClientGuide guide, UserFolders folders) =>
        [.. guide.Places.Where(place => place.Systems.Contains(folders.System))];

    private static string Line(ConfigPlace place, UserFolders folders) =>
        folders.Full(place) + (place.When is null ? "" : $", {place.When}");

    private static string Invariant(FormattableString text) => text.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
