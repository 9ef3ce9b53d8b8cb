namespace CometRunway.TestKit.Files;

/// <summary>The folders of a user for one test: an image folder with one image, the ledger folder and the video folder.</summary>
public sealed class TestHome : IDisposable
{
    /// <summary>The name of the image in the image folder.</summary>
    public const string ImageName = "cat.png";

    private readonly TempFolder _folder = new();

    /// <summary>Creates the folders.</summary>
    public TestHome()
    {
        Album = _folder.Folder("Pictures");
        State = System.IO.Path.Combine(_folder.Path, "state");
        Videos = System.IO.Path.Combine(_folder.Path, "videos");
        File.WriteAllBytes(System.IO.Path.Combine(Album, ImageName), SampleImage.Png(640, 384));
    }

    /// <summary>The parent of the folders.</summary>
    public string Path => _folder.Path;

    /// <summary>The image folder, which is the allowed directory.</summary>
    public string Album { get; }

    /// <summary>The ledger folder.</summary>
    public string State { get; }

    /// <summary>The video folder.</summary>
    public string Videos { get; }

    /// <summary>The saved videos.</summary>
    public IReadOnlyList<string> SavedVideos => Directory.Exists(Videos) ? Directory.GetFiles(Videos, "*.mp4") : [];

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
