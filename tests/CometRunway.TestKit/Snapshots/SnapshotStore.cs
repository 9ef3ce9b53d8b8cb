namespace CometRunway.TestKit.Snapshots;

/// <summary>The snapshots of a repository. Each change is accepted by the name of its file, so that nothing is accepted that nobody named.</summary>
public sealed class SnapshotStore
{
    private readonly string _root;
    private readonly string[] _accepted;

    /// <param name="root">The repository's root.</param>
    /// <param name="accepted">The snapshots to accept, separated by commas: file names, or paths from the root with forward slashes.</param>
    /// <exception cref="InvalidOperationException">An entry does not name one file, such as <c>1</c> or <c>*</c>.</exception>
    public SnapshotStore(string root, string? accepted)
    {
        _root = root;
        _accepted = (accepted ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (_accepted.FirstOrDefault(name => name.Contains('*', StringComparison.Ordinal) || !Path.HasExtension(name)) is { } refused)
        {
            throw new InvalidOperationException(
                $"{Snapshot.AcceptVariable} takes the file names or repository paths of the snapshots to accept, separated by commas. '{refused}' is not such a name; a failed test prints the value to use.");
        }
    }

    /// <summary>Compares text with a snapshot, or writes the snapshot when it is accepted.</summary>
    /// <param name="path">The snapshot's path from the root, with forward slashes.</param>
    /// <param name="text">The text as it is now.</param>
    /// <exception cref="InvalidOperationException">They differ. The received text is written under <c>artifacts/received</c>.</exception>
    public void Verify(string path, string text)
    {
        text = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var file = Path.Combine(_root, path);
        var received = $"artifacts/received/{path}";
        var kept = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (kept != text && !_accepted.Contains(path) && !_accepted.Contains(Path.GetFileName(path)))
        {
            Write(Path.Combine(_root, received), text);
            throw new InvalidOperationException(
                $"""
                {path} differs at line {FirstDifference(kept, text)}
                The received text is in {received}. Compare them: git diff --no-index {path} {received}
                To accept this change, run the test with {Snapshot.AcceptVariable}={path}
                """);
        }

        if (kept != text)
            Write(file, text);
        if (File.Exists(Path.Combine(_root, received)))
            File.Delete(Path.Combine(_root, received));
    }

    private static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static string FirstDifference(string kept, string now)
    {
        var (before, after) = (kept.Split('\n'), now.Split('\n'));
        var line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line])
            line++;
        return $"{line + 1}.\nkept: {before.ElementAtOrDefault(line)}\nnow:  {after.ElementAtOrDefault(line)}";
    }
}
