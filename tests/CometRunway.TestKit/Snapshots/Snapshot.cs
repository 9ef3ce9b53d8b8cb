using CometRunway.TestKit.Files;

namespace CometRunway.TestKit.Snapshots;

/// <summary>Text that must not change unseen: kept under <c>tests/snapshots</c>, rewritten when <c>COMETRUNWAY_ACCEPT_SNAPSHOTS</c> is 1.</summary>
public static class Snapshot
{
    /// <summary>The variable that accepts what is there now.</summary>
    public const string AcceptVariable = "COMETRUNWAY_ACCEPT_SNAPSHOTS";

    /// <summary>Compares with the kept text, or keeps it.</summary>
    /// <exception cref="InvalidOperationException">They differ; the message shows the first line that does.</exception>
    public static void Verify(string name, string text) =>
        Verify(RepositoryRoot.File("tests", "snapshots", name), text, Environment.GetEnvironmentVariable(AcceptVariable) == "1");

    /// <summary>The same for a page of the repository that is made by code.</summary>
    /// <param name="path">From the repository's root, with forward slashes.</param>
    /// <param name="text">What the page must say.</param>
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
            throw new InvalidOperationException($"{file} differs {FirstDifference(kept, text)} If the change is meant, run the tests with {AcceptVariable}=1 and read the diff.");
    }

    private static string FirstDifference(string kept, string now)
    {
        var (before, after) = (kept.Split('\n'), now.Split('\n'));
        var line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line])
            line++;
        return $"at line {line + 1}.\nkept: {before.ElementAtOrDefault(line)}\nnow:  {after.ElementAtOrDefault(line)}\n";
    }
}
