namespace CometRunway.TestKit.Snapshots;

/// <summary>The snapshots of a repository. Each change must be accepted by the name of its file.</summary>
public sealed class SnapshotStore
{
    private readonly string _root;
    private readonly string[] _accepted;

    /// <param name="root">The repository root.</param>
    /// <param name="accepted">The snapshots to accept, separated by commas: file names, or paths relative to the root with forward slashes.</param>
    /// <exception cref="InvalidOperationException">An entry is not a file name, such as <c>1</c> or <c>*</c>.</exception>
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

    /// <summary>Compares text with a snapshot. If the snapshot is accepted, writes it.</summary>
    /// <param name="path">The path of the snapshot relative to the root, with forward slashes.</param>
    /// <param name="text">The current text.</param>
    /// <exception cref="InvalidOperationException">The text differs. The received text is written under <c>artifacts/received</c>.</exception>
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
