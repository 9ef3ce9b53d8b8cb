namespace CometRunway.TestKit.Files;

/// <summary>A temporary folder for one test, deleted on dispose.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>The path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("comet-runway-test-").FullName;

    /// <summary>Creates a subfolder.</summary>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that was just terminated may still have a file open. The system cleans up its temporary folder.
        }
    }
}
