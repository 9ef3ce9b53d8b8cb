using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Loading;
using CometRunway.Images.Paths;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Images;
using CometRunway.TestKit.Snapshots;

namespace CometRunway.Core.Tests.Images;

/// <summary>What is said about images that cannot be used, word for word.</summary>
public sealed class ImageSentenceTests : IDisposable
{
    private readonly TempFolder _root = new();
    private readonly string _allowed;
    private readonly ImageLoader _loader;

    public ImageSentenceTests()
    {
        _allowed = _root.Folder("Pictures");
        _root.Folder("empty");
        _loader = new ImageLoader(new ImageFolders([_allowed], _root.Path));
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Load_PathThatCannotBeUsed_SaysWhatIsKept()
    {
        Save("cat.png", TinyPng.Create(8, 6));
        var sentences = new Sentences("image-paths").Replace(_root.Path, "{folder}");
        (string Name, ImageLoader Loader, string Image)[] rows =
        [
            ("image_no_folders", new(ImageFolders.FromOptions([])), "/a.png"),
            ("image_missing", _loader, ""),
            ("image_path_invalid", _loader, "a\0.png"),
            ("image_not_a_file", _loader, "/dev/zero"),
            ("image_outside_folders", _loader, "/etc/passwd"),
            ("image_path_of_other_system", _loader, @"C:\Users\me\cat.png"),
            ("image_known_to_chat_only", _loader, "attachment:cat.png"),
            ("image_known_to_chat_only, no folders", new(ImageFolders.FromOptions([])), "attachment:cat.png"),
            ("image_is_folder", _loader, _allowed),
            ("image_is_folder, no images", new(new ImageFolders([_root.Path + "/empty"], _root.Path)), _root.Path + "/empty"),
            ("image_not_found", _loader, "sunset.png"),
            ("image_not_found, similar", _loader, "cot.png"),
            ("image_not_found, latest", new(new ImageFolders([_root.Path + "/empty"], _root.Path)), "latest"),
            ("image_is_base64", _loader, "iVBORw0KGgoAAAANSUhEUg"),
        ];

        foreach (var (name, loader, image) in rows)
            Add(sentences, name, loader.Load(image).Violation);
        // A root user can read every file, so this one has no file that provokes it everywhere.
        Add(sentences, "image_unreadable", PathRefusals.Unreadable("cat.png"));
        Add(sentences, "image_name_ambiguous", PathRefusals.Ambiguous("a b.png", [_allowed + "/a\u00A0b.png", _allowed + "/a\u202Fb.png"]));
        Add(sentences, "images_busy", ImageRefusals.Busy(17));
        sentences.Verify();
    }

    [Fact]
    public void Load_BytesThatCannotBeSent_SaysWhatIsKept()
    {
        var sentences = new Sentences("image-bytes");
        (string Code, byte[] Bytes)[] files =
        [
            ("picture_empty", []),
            ("picture_not_recognised", [.. "%PDF-1.7"u8]),
            ("picture_type", [.. "GIF89a"u8, 7, 0, 9, 0, 0, 0, 0]),
            ("picture_animated", TinyPng.Create(8, 8, TinyPng.AnimationControl(2))),
            ("picture_truncated", TinyPng.Create(50, 50)[..60]),
            ("picture_broken", [.. TinyPng.Create(8, 8)[..8], .. TinyPng.Chunk("IEND", [])]),
            ("picture_too_large", [.. TinyJpeg.Create(8, 8), .. new byte[4_000_000]]),
            ("picture_preview_first", TiffPagesTests.Make("preview with the photo below it", true)),
            ("picture_not_recognised, RAW", TiffPagesTests.Make("dng", true)),
        ];
        (string Name, string Uri)[] uris =
        [
            ("image_data_uri_malformed, no comma", "data:image/png;base64"),
            ("image_data_uri_malformed, no base64", "data:image/png,abc"),
            ("image_data_uri_malformed, bad base64", "data:image/png;base64,%%%"),
            ("picture_not_recognised, data URI", "data:image/png;base64," + Convert.ToBase64String("%PDF-1.7"u8)),
        ];

        foreach (var (code, bytes) in files)
        {
            Save("a.png", bytes);
            Add(sentences, code, _loader.Load("a.png").Violation);
        }

        foreach (var (name, uri) in uris)
            Add(sentences, name, _loader.Load(uri).Violation);
        var mismatch = _loader.Load("data:image/jpeg;base64," + Convert.ToBase64String(TinyWebp.Create(5, 4)));
        Add(sentences, "picture_type_mismatch", Assert.Single(mismatch.Warnings));
        sentences.Verify();
    }

    [Fact]
    public void Load_LinkThatCannotBeFetched_SaysWhatIsKept()
    {
        var sentences = new Sentences("image-links");
        (string Code, string Link)[] rows =
        [
            ("link_malformed", "https:///a.png"),
            ("link_scheme", "ftp://example.com/a.png"),
            ("link_with_credentials", "https://user:pw@example.com/a.png"),
            ("link_length", "https://a.b"),
            ("link_not_https", "http://example.com/a.png"),
            ("link_host_is_address", "https://10.0.0.1/a.png"),
            ("link_host_is_local", "https://printer.local/a.png"),
        ];

        foreach (var (code, link) in rows)
            Add(sentences, code, _loader.Load(link).Violation);
        Add(sentences, "link_type_doubtful", Assert.Single(_loader.Load("https://example.com/a.gif").Warnings));
        sentences.Verify();
    }

    private static void Add(Sentences sentences, string name, Violation? violation)
    {
        Assert.Equal(name.Split(',')[0], violation?.Code);
        sentences.Add(name, violation!.Problem);
    }

    private void Save(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(_allowed, name), bytes);
        File.SetLastWriteTimeUtc(Path.Combine(_allowed, name), new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }
}
