namespace CometRunway.TestKit.Files;

/// <summary>A user's home for one test: an album with one picture, a place for the ledger, a place for videos.</summary>
public sealed class TestHome : IDisposable
{
    /// <summary>The name of the picture in the album.</summary>
    public const string ImageName = "cat.png";

    private readonly TempFolder _folder = new();

    /// <summary>Makes it.</summary>
    public TestHome()
    {
        Album = _folder.Folder("Pictures");
        State = System.IO.Path.Combine(_folder.Path, "state");
        Videos = System.IO.Path.Combine(_folder.Path, "videos");
        File.WriteAllBytes(System.IO.Path.Combine(Album, ImageName), SampleImage.Png(640, 384));
    }

    /// <summary>The home itself.</summary>
    public string Path => _folder.Path;

    /// <summary>The allowed folder.</summary>
    public string Album { get; }

    /// <summary>The folder of the ledger.</summary>
    public string State { get; }

    /// <summary>The folder for videos.</summary>
    public string Videos { get; }

    /// <summary>The videos that are saved.</summary>
    public IReadOnlyList<string> SavedVideos => Directory.Exists(Videos) ? Directory.GetFiles(Videos, "*.mp4") : [];

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
