using CometRunway.TestKit.Files;

namespace CometRunway.TestKit.Snapshots;

/// <summary>Compares text with files in the repository. <see cref="SnapshotStore"/> describes how to accept a change.</summary>
public static class Snapshot
{
    /// <summary>The environment variable that lists the snapshots to accept.</summary>
    public const string AcceptVariable = "ACCEPT_SNAPSHOTS";

    /// <summary>Compares text with a file under <c>tests/snapshots</c>.</summary>
    /// <param name="name">The path relative to that folder, with forward slashes.</param>
    /// <param name="text">The current text.</param>
    /// <exception cref="InvalidOperationException">The text differs.</exception>
    public static void Verify(string name, string text) => VerifyPage($"tests/snapshots/{name}", text);

    /// <summary>Compares text with a generated page of the repository.</summary>
    /// <param name="path">The path relative to the repository root, with forward slashes.</param>
    /// <param name="text">The current text.</param>
    /// <exception cref="InvalidOperationException">The text differs.</exception>
    public static void VerifyPage(string path, string text) =>
        new SnapshotStore(RepositoryRoot.Path, Environment.GetEnvironmentVariable(AcceptVariable)).Verify(path, text);
}
