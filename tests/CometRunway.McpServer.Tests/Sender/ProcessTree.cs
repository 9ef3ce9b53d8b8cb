using System.Diagnostics;
using System.Globalization;

namespace CometRunway.McpServer.Tests.Sender;

/// <summary>Kills processes as hosts do. Linux only.</summary>
internal static class ProcessTree
{
    /// <summary>Sends SIGKILL to the process and to everything that a walk by parent ids found below it, the process first.</summary>
    public static void Kill(int root)
    {
        foreach (var id in Below(root).Prepend(root))
            Send(id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Sends SIGKILL to every process of a group.</summary>
    public static void KillGroup(int leader) => Send($"-{leader.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Sends a signal to one process.</summary>
    public static void Signal(int id, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", "--", id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static List<int> Below(int root)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ParentOf(id) is { } parent)
                parents[id] = parent;
        }

        var found = new List<int> { root };
        for (var i = 0; i < found.Count; i++)
            found.AddRange(parents.Where(pair => pair.Value == found[i]).Select(pair => pair.Key));
        return found[1..];
    }

    private static int? ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Send(string target)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-KILL", "--", target]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }
}
