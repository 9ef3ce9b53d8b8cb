using CometRunway.TestKit.Files;

namespace CometRunway.TestKit.Snapshots;

/// <summary>Compares text with snapshots in <c>tests/snapshots</c>. They are updated if <c>COMETRUNWAY_ACCEPT_SNAPSHOTS</c> is 1.</summary>
public static class Snapshot
{
    /// <summary>The environment variable that accepts the current text.</summary>
    public const string AcceptVariable = "COMETRUNWAY_ACCEPT_SNAPSHOTS";

    /// <summary>Compares text with the snapshot, or updates the snapshot.</summary>
    /// <exception cref="InvalidOperationException">The text differs from the snapshot. The message contains the first different line.</exception>
    public static void Verify(string name, string text) =>
        Verify(RepositoryRoot.File("tests", "snapshots", name), text, Environment.GetEnvironmentVariable(AcceptVariable) == "1");

    /// <summary>Compares or updates a generated page of the repository.</summary>
    /// <param name="path">Path relative to the repository root, with forward slashes.</param>
    /// <param name="text">The expected content of the page.</param>
    public static void VerifyPage(string path, string text) =>
        Verify(RepositoryRoot.File(path.Split('/')), text, Environment.GetEnvironmentVariable(AcceptVariable) == "1");

    internal static void Verify(string file, string text, bool accept)
    {
        text = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (accept)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return;
        }

        var kept = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (kept != text)
            throw new InvalidOperationException($"{file} differs {FirstDifference(kept, text)} If the change is intended, run the tests with {AcceptVariable}=1 and review the diff.");
    }

    private static string FirstDifference(string kept, string now)
    {
        var (before, after) = (kept.Split('\n'), now.Split('\n'));
        var line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line])
            line++;
        return $"at line {line + 1}.\nexpected: {before.ElementAtOrDefault(line)}\nactual:   {after.ElementAtOrDefault(line)}\n";
    }
}
