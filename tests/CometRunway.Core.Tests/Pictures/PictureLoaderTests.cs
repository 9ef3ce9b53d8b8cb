using CometRunway.Pictures;
using CometRunway.TestKit.Images;

namespace CometRunway.Core.Tests.Pictures;

public sealed class PictureLoaderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pictures").FullName;
    private readonly string _allowed;
    private readonly PictureLoader _loader;

    public PictureLoaderTests()
    {
        _allowed = Directory.CreateDirectory(Path.Combine(_root, "allowed")).FullName;
        _loader = new PictureLoader(PictureFolders.FromOptions([_allowed, Path.Combine(_root, "missing")]));
        File.WriteAllBytes(Path.Combine(_root, "secret.png"), TinyPng.Create(4, 4));
        Save("photo one.png", TinyPng.Create(8, 6));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("{0}/photo one.png")]
    [InlineData("  \"{0}/photo one.png\"  ")]
    [InlineData("'{0}/photo one.png'")]
    [InlineData("file://{0}/photo%20one.png")]
    [InlineData("file://localhost{0}/photo%20one.png")]
    [InlineData("{0}/photo%20one.png")]
    [InlineData("{0}/photo\\ one.png")]
    [InlineData("{0}/x/../photo one.png")]
    [InlineData("![a cat]({0}/photo one.png)")]
    [InlineData("[cat](<{0}/photo one.png>)")]
    [InlineData("photo one.png")]
    [InlineData("./photo one.png")]
    public void Load_PathInAnyForm_ReadsTheFile(string form)
    {
        var result = _loader.Load(string.Format(null, form, _allowed));

        Assert.Null(result.Violation);
        Assert.Equal(("photo one.png", 8, 6), (result.Picture!.Name, result.Picture.Facts!.Width, result.Picture.Facts.Height));
        Assert.Equal(64, result.Picture.Facts.Sha256!.Length);
        Assert.StartsWith("data:image/png;base64,iVBOR", result.Picture.ToWire(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}/../secret.png", "image_outside_folders")]
    [InlineData("../secret.png", "image_outside_folders")]
    [InlineData("file://{0}/%2e%2e/secret.png", "image_outside_folders")]
    [InlineData("{0}-other/a.png", "image_outside_folders")]
    [InlineData("/etc/passwd", "image_outside_folders")]
    [InlineData("/no/such/file.png", "image_outside_folders")]
    [InlineData("~/x.png", "image_outside_folders")]
    [InlineData("/proc/self/environ", "image_not_a_file")]
    [InlineData("/dev/zero", "image_not_a_file")]
    [InlineData("{0}/a\0.png", "image_path_invalid")]
    [InlineData("{0}/a%00.png", "image_path_invalid")]
    [InlineData("{0}", "image_is_folder")]
    [InlineData("{0}/", "image_is_folder")]
    [InlineData("{0}/none.png", "image_not_found")]
    [InlineData("", "image_missing")]
    [InlineData("\"\"", "image_missing")]
    [InlineData("/mnt/user-data/uploads/a.png", "image_known_to_chat_only")]
    [InlineData("/mnt/data/a.png", "image_known_to_chat_only")]
    [InlineData("sandbox:/mnt/data/a.png", "image_known_to_chat_only")]
    [InlineData("attachment:a.png", "image_known_to_chat_only")]
    [InlineData("image.png uploaded above", "image_known_to_chat_only")]
    [InlineData("iVBORw0KGgoAAAANSUhEUg", "image_is_base64")]
    [InlineData("ftp://example.com/a.png", "link_scheme")]
    [InlineData("runway://abc", "link_scheme")]
    public void Load_PathThatMayNotBeRead_IsRefused(string form, string code)
    {
        var result = _loader.Load(string.Format(null, form, _allowed));

        Assert.Null(result.Picture);
        Assert.Equal(code, result.Violation!.Code);
    }

    [Fact]
    public void Load_LinkOutOfTheFolder_IsRefused()
    {
        File.CreateSymbolicLink(Path.Combine(_allowed, "out.png"), Path.Combine(_root, "secret.png"));
        Directory.CreateSymbolicLink(Path.Combine(_allowed, "up"), _root);
        File.CreateSymbolicLink(Path.Combine(_allowed, "in.png"), "./photo one.png");
        File.CreateSymbolicLink(Path.Combine(_allowed, "circle.png"), "circle.png");

        Assert.Equal("image_outside_folders", _loader.Load("out.png").Violation?.Code);
        Assert.Equal("image_outside_folders", _loader.Load("up/secret.png").Violation?.Code);
        Assert.NotNull(_loader.Load("circle.png").Violation);
        Assert.NotNull(_loader.Load("in.png").Picture);
    }

    [Fact]
    public void Load_MistypedName_NamesTheNearestAndTheNewest()
    {
        var violation = _loader.Load("foto one.png").Violation!;

        Assert.Equal(Path.Combine(_allowed, "photo one.png"), violation.Nearest);
        Assert.Equal([violation.Nearest!], violation.Allowed);
    }

    [Fact]
    public void Load_NoFolderAllowed_SaysWhatToSet()
    {
        var violation = new PictureLoader(PictureFolders.FromOptions([])).Load("/a.png").Violation!;

        Assert.Equal("image_no_folders", violation.Code);
        Assert.Contains("CometRunwayOptions.AllowedDirectories", violation.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FolderOrPipe_IsRefusedWithoutWaiting()
    {
        Directory.CreateDirectory(Path.Combine(_allowed, "sub.png"));
        Save("empty.png", []);
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(_allowed, "pipe.png")]))
            mkfifo.WaitForExit();

        Assert.Equal("picture_empty", _loader.Load("pipe.png").Violation?.Code);
        Assert.Equal("image_is_folder", _loader.Load("sub.png").Violation?.Code);
        Assert.Equal("picture_empty", _loader.Load("empty.png").Violation?.Code);
    }

    public static TheoryData<string, byte[]> Refused() => new()
    {
        { "picture_type", [.. "GIF89a"u8, 7, 0, 9, 0, 0, 0, 0] },
        { "picture_not_recognised", [.. "%PDF-1.7"u8] },
        { "picture_truncated", TinyPng.Create(50, 50)[..60] },
        { "picture_truncated", TinyJpeg.Create(50, 50)[..^2] },
        { "picture_animated", TinyPng.Create(8, 8, TinyPng.AnimationControl(2)) },
        { "picture_animated", TinyWebp.Extended(8, 8, 0x02) },
        { "picture_broken", TinyPng.Create(8, 8)[..8].Concat(TinyPng.Chunk("IEND", [])).ToArray() },
        { "picture_too_large", [.. TinyJpeg.Create(8, 8), .. new byte[4_000_000]] },
        { "picture_too_large", [.. TinyJpeg.Create(8, 8), .. new byte[17_000_000]] },
    };

    // Enumerated at discovery, the large ones would be written out as text, which takes gigabytes.
    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Load_BytesThatCannotBeSent_AreRefusedAsFileAndAsDataUri(string code, byte[] bytes)
    {
        Save("a.png", bytes);
        var uri = "data:image/png;base64," + Convert.ToBase64String(bytes);

        Assert.Equal(code, _loader.Load("a.png").Violation?.Code);
        var violation = _loader.Load(uri).Violation!;
        Assert.Equal(code, violation.Code);
        Assert.DoesNotContain("base64,", violation.Problem + violation.Given, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3_932_142, false)]
    [InlineData(3_932_143, true)]
    public void Load_DataUriAtTheLimit_CountsAllCharacters(int length, bool isRefused)
    {
        Save("a.jpg", [.. TinyJpeg.Create(8, 8), .. new byte[length - TinyJpeg.Create(8, 8).Length]]);

        Assert.Equal(isRefused, _loader.Load("a.jpg").Violation is not null);
    }

    [Fact]
    public void Load_DataUriOfAnotherType_IsSentAsWhatItIsWithAWarning()
    {
        var result = _loader.Load("data:image/jpeg;base64," + Convert.ToBase64String(TinyWebp.Create(5, 4)));

        Assert.Equal("image/webp", result.Picture!.Facts!.MediaType);
        Assert.Equal("picture_type_mismatch", Assert.Single(result.Warnings).Code);
    }

    [Theory]
    [InlineData("data:image/png;base64")]
    [InlineData("data:image/png,abc")]
    [InlineData("data:image/png;base64,%%%")]
    [InlineData("data:image/png;base64,A")]
    public void Load_MalformedDataUri_IsRefused(string uri)
    {
        Assert.Equal("image_data_uri_malformed", _loader.Load(uri).Violation?.Code);
    }

    [Theory]
    [InlineData("https://example.com/a.png?sig=1", null)]
    [InlineData("<https://example.com/a.png>", null)]
    [InlineData("http://example.com/a.png", "link_not_https")]
    [InlineData("https://user:pw@example.com/a.png", "link_with_credentials")]
    [InlineData("https://10.0.0.1/a.png", "link_host_is_address")]
    [InlineData("https://2130706433/a.png", "link_host_is_address")]
    [InlineData("https://0x7f.1/a.png", "link_host_is_address")]
    [InlineData("https://[::1]/a.png", "link_host_is_address")]
    [InlineData("https://localhost/a.png", "link_host_is_local")]
    [InlineData("https://localhost./a.png", "link_host_is_local")]
    [InlineData("https://printer.local/a.png", "link_host_is_local")]
    [InlineData("https://a.b", "link_length")]
    [InlineData("https://exa mple.com/a.png", "link_malformed")]
    [InlineData("https:///a.png", "link_malformed")]
    [InlineData("gopher://example.com/a", "link_scheme")]
    [InlineData("javascript:alert(1)", "link_scheme")]
    public void Load_Link_IsCheckedAndNotFetched(string link, string? code)
    {
        var result = _loader.Load(link);

        Assert.Equal(code, result.Violation?.Code);
        Assert.DoesNotContain("pw", result.Violation?.Given ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LoopbackLink_IsTakenWhenAllowed()
    {
        var loader = new PictureLoader(PictureFolders.FromOptions([]), allowLoopbackLinks: true);

        Assert.NotNull(loader.Load("http://127.0.0.1:8080/a.png").Picture);
        Assert.NotNull(loader.Load("http://localhost:8080/a.png").Picture);
        Assert.Null(loader.Load("http://10.0.0.1/a.png").Picture);
    }

    private void Save(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(_allowed, name), bytes);
}
