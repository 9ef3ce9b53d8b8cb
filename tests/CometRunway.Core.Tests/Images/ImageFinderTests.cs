using CometRunway.Images;
using CometRunway.Images.Finding;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Images;

namespace CometRunway.Core.Tests.Images;

public sealed class ImageFinderTests : IDisposable
{
    private readonly TempFolder _root = new();
    private readonly string _album;
    private readonly string _inbox;
    private readonly ImageFinder _finder;
    private int _day;

    public ImageFinderTests()
    {
        _album = _root.Folder("Pictures");
        _inbox = _root.Folder("Pictures/CometRunway");
        _finder = new ImageFinder(new ImageFolders([_album, _inbox, Path.Combine(_root.Path, "missing")], _root.Path));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Find_All_GivesEachOnceNewestFirstWithUprightSize()
    {
        Save("Pictures/old.png", TinyPng.Create(20, 10));
        Save("Pictures/trip/deep/turned.jpg", TinyJpeg.Create(30, 20, orientation: 6));
        Save("Pictures/CometRunway/new.webp", TinyWebp.Create(7, 9));

        var found = _finder.Find(null, 10, Token);

        Assert.Equal(["new.webp", "turned.jpg", "old.png"], found.Images.Select(p => Path.GetFileName(p.Location)));
        Assert.Equal((20, 30, 6), (found.Images[1].Facts.Width, found.Images[1].Facts.Height, found.Images[1].Facts.Orientation));
        Assert.Equal(new FileInfo(found.Images[0].Location).Length, found.Images[0].Facts.Length);
        Assert.Equal((3, 3, 0, true), (found.Total, found.Matching, found.Skipped, found.EntryLimit is null));
    }

    /// <summary>A model that passes a text of a page as query must not keep a core busy for minutes.</summary>
    [Fact]
    public void Find_QueryOf100000CharactersAndThousandsOfImages_IsQuick()
    {
        for (var n = 0; n < 3_000; n++)
            File.WriteAllBytes(Path.Combine(_album, $"IMG_{n:D5}_a-rather-long-name-of-a-picture.png"), []);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var found = _finder.Find(new string('x', 100_000), 10, Token);
        var words = _finder.Find(string.Concat(Enumerable.Repeat("a i p g ", 50_000)), 10, Token);

        Assert.Equal((0, 3_000), (found.Matching, found.Total));
        Assert.Equal(3_000, words.Matching);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no such name")]
    public void Find_Cancelled_Stops(string? query)
    {
        Save("Pictures/own.png", TinyPng.Create(4, 4));

        Assert.ThrowsAny<OperationCanceledException>(() => _finder.Find(query, 10, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Near_Cancelled_Stops()
    {
        Save("Pictures/own.png", TinyPng.Create(4, 4));
        var index = CometRunway.Images.Paths.ImageIndex.Of([_album], Token);

        Assert.ThrowsAny<OperationCanceledException>(() => index.Near("owm.png", new CancellationToken(canceled: true)));
        Assert.Single(index.Near("owm.png", Token));
        Assert.Single(index.Near("OWN", Token));
    }

    [Fact]
    public void Find_LinksHiddenFilesAndLibraries_AreNotImages()
    {
        Save("outside/secret.png", TinyPng.Create(4, 4));
        Save("Pictures/own.png", TinyPng.Create(4, 4));
        Save("Pictures/.hidden.png", TinyPng.Create(4, 4));
        Save("Pictures/.cache/a.png", TinyPng.Create(4, 4));
        Save("Pictures/Photos Library.photoslibrary/derivatives/a.png", TinyPng.Create(4, 4));
        Save("Pictures/project/node_modules/a.png", TinyPng.Create(4, 4));
        File.CreateSymbolicLink(Path.Combine(_album, "link.png"), Path.Combine(_root.Path, "outside", "secret.png"));
        Directory.CreateSymbolicLink(Path.Combine(_album, "linked"), Path.Combine(_root.Path, "outside"));
        Directory.CreateSymbolicLink(Path.Combine(_album, "circle"), _album);

        var found = _finder.Find(null, 50, Token);

        Assert.Equal([Path.Combine(_album, "own.png")], found.Images.Select(p => p.Location));
    }

    [Fact]
    public void Find_FilesThatAreNoImages_AreLeftOutAndCounted()
    {
        Save("Pictures/good.png", TinyPng.Create(4, 4));
        Save("Pictures/page.jpg", "<html>"u8.ToArray());
        Save("Pictures/empty.png", []);
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(_album, "pipe.png")]))
            mkfifo.WaitForExit();

        var found = _finder.Find(null, 10, Token);

        Assert.Equal("good.png", Path.GetFileName(Assert.Single(found.Images).Location));
        Assert.Equal(3, found.Skipped);
    }

    [Theory]
    [InlineData("beach", 2)]
    [InlineData("BEACH sunset", 1)]
    [InlineData("summer", 2)]
    [InlineData("  ", 3)]
    [InlineData("pictures", 0)]
    public void Find_Words_AreSoughtInNameAndFolderBelowTheAllowedOne(string query, int expected)
    {
        Save("Pictures/summer/beach one.png", TinyPng.Create(4, 4));
        Save("Pictures/summer/sunset at the Beach.png", TinyPng.Create(4, 4));
        Save("Pictures/cat.png", TinyPng.Create(4, 4));

        Assert.Equal(expected, _finder.Find(query, 10, Token).Matching);
    }

    [Fact]
    public void Find_NothingMatches_NamesWhatIsNear()
    {
        Save("Pictures/sunset.png", TinyPng.Create(4, 4));

        Assert.Equal([Path.Combine(_album, "sunset.png")], _finder.Find("sunsat", 10, Token).Near);
    }

    [Fact]
    public void Find_FolderOfManyThousands_StopsAtTheBoundAndStillShowsTheInbox()
    {
        var crowded = _root.Folder("Pictures/crowd");
        for (var i = 0; i < ImageFinder.MaxEntries / 2; i++)
            File.Create(Path.Combine(crowded, $"{i}.txt")).Dispose();
        Save("Pictures/CometRunway/mine.png", TinyPng.Create(4, 4));

        var found = _finder.Find(null, 10, Token);

        Assert.Equal(ImageFinder.MaxEntries, found.EntryLimit);
        Assert.Equal("mine.png", Path.GetFileName(Assert.Single(found.Images).Location));
    }

    [Fact]
    public void Find_CopyOfAnOldImage_CountsAsNewBecauseItCameLast()
    {
        File.WriteAllBytes(Path.Combine(_album, "first.png"), TinyPng.Create(4, 4));
        File.WriteAllBytes(Path.Combine(_album, "copied.png"), TinyPng.Create(4, 4));
        File.SetLastWriteTimeUtc(Path.Combine(_album, "copied.png"), new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        if (new FileInfo(Path.Combine(_album, "copied.png")).CreationTimeUtc.Year == 2019)
            Assert.Skip("This file system does not keep when a file was made.");

        Assert.Equal("copied.png", Path.GetFileName(_finder.Find(null, 1, Token).Images[0].Location));
    }

    [Fact]
    public void Load_Latest_IsTheNewestAndSaysWhichOne()
    {
        Save("Pictures/old.png", TinyPng.Create(4, 4));
        Save("Pictures/CometRunway/new.png", TinyPng.Create(8, 4));
        var loader = new ImageLoader(_finder.Folders);

        var result = loader.Load(" \"Latest\" ");

        Assert.Equal(8, result.Image!.Facts!.Width);
        Assert.Equal(Path.Combine(_inbox, "new.png"), result.FoundAs);
    }

    [Fact]
    public void Load_LatestThatIsNoImage_IsRefusedByNameAndNotReplacedByAnother()
    {
        Save("Pictures/good.png", TinyPng.Create(4, 4));
        Save("Pictures/broken.png", "<html>"u8.ToArray());

        var result = new ImageLoader(_finder.Folders).Load("latest");

        Assert.Null(result.Image);
        Assert.Contains("broken.png", result.Violation!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LatestWithoutImages_NamesTheInbox()
    {
        Assert.Contains(_inbox, new ImageLoader(_finder.Folders).Load("latest").Violation!.Problem, StringComparison.Ordinal);
        Assert.Equal("image_no_folders", new ImageLoader(new ImageFolders([], _root.Path)).Load("latest").Violation!.Code);
    }

    /// <summary>Each file is a day newer than the one before, and all are newer than the day they were made.</summary>
    private void Save(string path, byte[] bytes)
    {
        var full = Path.Combine(_root.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
        File.SetLastWriteTimeUtc(full, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(_day++));
    }
}
