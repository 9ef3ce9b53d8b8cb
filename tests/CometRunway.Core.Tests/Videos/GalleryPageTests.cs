using System.Text.RegularExpressions;
using CometRunway.TestKit;
using CometRunway.TestKit.Snapshots;
using CometRunway.Videos.Downloads;
using CometRunway.Videos.Gallery;

namespace CometRunway.Core.Tests.Videos;

public sealed class GalleryPageTests : IDisposable
{
    private const string Hostile = "</h2><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> \" ' &amp; \u202e";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WriteAsync_SeveralVideos_ListsTheNewestFirst()
    {
        await AddAsync("2026-11-24_aaaa", SidecarFileTests.Sample with { Settings = SidecarFileTests.Sample.Settings with { Prompt = "first take" } });
        await AddAsync("2026-11-23_bbbb", SidecarFileTests.Sample with { Settings = SidecarFileTests.Sample.Settings with { Prompt = "second take" }, CreatedAt = SidecarFileTests.Sample.CreatedAt.AddHours(1) });

        await AddAsync("2026-11-22_cccc", SidecarFileTests.Sample with { Settings = SidecarFileTests.Sample.Settings with { Prompt = "rehearsed" }, Rehearsal = true, CreatedAt = SidecarFileTests.Sample.CreatedAt.AddDays(-1) });

        var page = await WriteAsync();

        Assert.True(page.IndexOf("second take", StringComparison.Ordinal) < page.IndexOf("first take", StringComparison.Ordinal));
        Assert.Equal(3, page.Split("<article").Length - 1);
        // Of the rehearsal nothing was paid.
        Assert.Contains("$0.50", page, StringComparison.Ordinal);
        Assert.Contains("1280x720", page, StringComparison.Ordinal);
        Assert.Contains("class=\"differs\"", page, StringComparison.Ordinal);
        Assert.Contains("1280:768", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_HostileNamesAndPrompts_StayText()
    {
        await AddAsync("a\"b <i>#?%41", SidecarFileTests.Sample with { Settings = SidecarFileTests.Sample.Settings with { Prompt = Hostile, Model = "<b>" }, Handle = "\"><b>", Differences = ["<b>"] });

        var page = await WriteAsync();

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        // Direction characters would also act on the text beside them, whether they are escaped or not.
        Assert.DoesNotContain("\u202e", page, StringComparison.Ordinal);
        Assert.DoesNotContain("202E", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("src=\"./a%22b%20%3Ci%3E%23%3F%2541.mp4\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_VideoDeleted_IsShownAsGone()
    {
        await AddAsync("clip", SidecarFileTests.Sample);
        File.Delete(_folder["clip.mp4"]);

        var page = await WriteAsync();

        Assert.Contains("<div class=\"gone\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<video", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_OtherJson_IsPassedOver()
    {
        await File.WriteAllTextAsync(_folder["package.json"], "{\"name\":\"x\"}", TestContext.Current.CancellationToken);

        var page = await WriteAsync();

        Assert.DoesNotContain("<article", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"empty\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_VisibleText_IsKept()
    {
        var sentences = new Sentences("gallery");
        sentences.Add("empty", VisibleText(await WriteAsync()));
        await AddAsync("clip", SidecarFileTests.Sample);
        sentences.Add("one video", VisibleText(await WriteAsync()));
        await AddAsync("clip", SidecarFileTests.Sample with { Rehearsal = true, Settings = SidecarFileTests.Sample.Settings with { Prompt = null } });
        File.Delete(_folder["clip.mp4"]);
        sentences.Add("deleted rehearsal without a prompt", VisibleText(await WriteAsync()));

        sentences.Verify();
    }

    [Fact]
    public async Task WriteAsync_SomebodyElsesPage_IsNotOverwritten()
    {
        await File.WriteAllTextAsync(_folder["index.html"], "<h1>My site</h1>", TestContext.Current.CancellationToken);

        var path = await new GalleryPage(_folder.Path).WriteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(_folder[GalleryPage.OtherFileName], path);
        Assert.Equal("<h1>My site</h1>", await File.ReadAllTextAsync(_folder["index.html"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WriteAsync_Page_AsksNothingOutside()
    {
        await AddAsync("clip", SidecarFileTests.Sample);

        var page = await WriteAsync();

        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_InABrowser_RunsOurScriptAndNothingElse()
    {
        var browser = ExternalTool.Find("chromium", "chromium-browser", "google-chrome");
        Assert.SkipWhen(browser is null, "No Chromium is on this machine.");
        await AddAsync("2026-11-24_one", SidecarFileTests.Sample with { Settings = SidecarFileTests.Sample.Settings with { Prompt = Hostile } });
        await AddAsync("2026-11-24_two", SidecarFileTests.Sample with { Settings = SidecarFileTests.Sample.Settings with { Prompt = "plain" } });
        await WriteAsync();
        using var profile = new TemporaryFolder();

        var dom = await browser.RunAsync(
            TestContext.Current.CancellationToken,
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            $"--user-data-dir={profile.Path}", "--dump-dom", new Uri(_folder["index.html"]).AbsoluteUri);

        Assert.Equal(2, dom.Split("<article").Length - 1);
        Assert.Contains("<title>Videos</title>", dom, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", dom, StringComparison.Ordinal);
        Assert.Contains("data-ready=\"true\"", dom, StringComparison.Ordinal);
    }

    private static string VisibleText(string page)
    {
        var text = Regex.Replace(page, "<(style|script).*?</\\1>", "", RegexOptions.Singleline);
        return Regex.Replace(Regex.Replace(text, "<[^>]+>", " "), "\\s+", " ").Trim();
    }

    private async Task AddAsync(string name, VideoSidecar sidecar)
    {
        await File.WriteAllBytesAsync(_folder[name + ".mp4"], [0], TestContext.Current.CancellationToken);
        await SidecarFile.WriteAsync(_folder[name + ".mp4"], sidecar, TestContext.Current.CancellationToken);
    }

    private async Task<string> WriteAsync()
    {
        var path = await new GalleryPage(_folder.Path).WriteAsync(TestContext.Current.CancellationToken);
        return await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
    }
}
