using CometRunway.Core.Tests.Polling;
using CometRunway.TestKit.Browsing;
using CometRunway.TestKit.Waiting;

namespace CometRunway.Core.Tests.Videos;

/// <summary>The page that the product itself wrote beside videos that it saved itself, in a real browser.</summary>
public sealed class GalleryInChromiumTests
{
    private const string Hostile = "</h2><script>document.title='owned'</script><img src=https://example.com/x onerror=\"document.title='owned'\">";
    private static readonly string[] Prompts = ["a slow pan to the left", "zoom in on the cat, calm light", Hostile];
    private static readonly string[] Ratios = ["1280:720", "720:1280", "960:960"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_SavedVideos_AllPlayAndNothingIsAskedForOutside()
    {
        Assert.SkipWhen(HeadlessChromium.Missing is not null, HeadlessChromium.Missing ?? "");
        await using var lab = await SavedAsync();
        await using var browser = await HeadlessChromium.OpenAsync(Path.Combine(lab.Sandbox.Home.Videos, "index.html"), Token).WithTestTimeout(Token);

        var sizes = await browser.EvaluateAsync(
            """
            Promise.all([...document.querySelectorAll('video')].map(video => new Promise((done, fail) => {
              video.onplaying = () => done(`${video.videoWidth}x${video.videoHeight}`);
              video.onerror = () => fail(new Error(video.error.message));
              if (video.error) video.onerror();
              video.muted = true;
              video.play().catch(() => {});
            }))).then(all => all.sort().join(' '))
            """,
            Token).WithTestTimeout(Token);
        var outside = await browser.EvaluateAsync("performance.getEntriesByType('resource').filter(r => !r.name.startsWith('file:')).map(r => r.name).join(' ')", Token).WithTestTimeout(Token);

        Assert.Equal("1280x720 720x1280 960x960", (string?)sizes);
        Assert.Equal("", (string?)outside);
        Assert.Equal("Videos", (string?)await browser.EvaluateAsync("document.title", Token).WithTestTimeout(Token));
    }

    [Fact]
    public async Task Page_Keyboard_StepsThroughVideosAndSearches()
    {
        Assert.SkipWhen(HeadlessChromium.Missing is not null, HeadlessChromium.Missing ?? "");
        await using var lab = await SavedAsync();
        await using var browser = await HeadlessChromium.OpenAsync(Path.Combine(lab.Sandbox.Home.Videos, "index.html"), Token).WithTestTimeout(Token);
        const string at = "[...document.querySelectorAll('article')].findIndex(card => card.contains(document.activeElement))";

        await browser.PressAsync('j', Token).WithTestTimeout(Token);
        await browser.PressAsync('j', Token).WithTestTimeout(Token);
        var second = await browser.EvaluateAsync(at, Token).WithTestTimeout(Token);
        await browser.PressAsync('k', Token).WithTestTimeout(Token);
        var first = await browser.EvaluateAsync(at, Token).WithTestTimeout(Token);
        foreach (var key in "/zoom")
            await browser.PressAsync(key, Token).WithTestTimeout(Token);
        var shown = await browser.EvaluateAsync("[...document.querySelectorAll('article')].filter(card => !card.hidden).map(card => card.querySelector('h2').textContent).join()", Token).WithTestTimeout(Token);

        Assert.Equal((1, 0), ((int)second!, (int)first!));
        Assert.Equal(Prompts[1], (string?)shown);
    }

    [Fact]
    public async Task Page_LightAndDark_BothReadable()
    {
        Assert.SkipWhen(HeadlessChromium.Missing is not null, HeadlessChromium.Missing ?? "");
        await using var lab = await SavedAsync();
        await using var browser = await HeadlessChromium.OpenAsync(Path.Combine(lab.Sandbox.Home.Videos, "index.html"), Token).WithTestTimeout(Token);
        foreach (var scheme in (string[])["light", "dark"])
        {
            await browser.PreferAsync(scheme, Token).WithTestTimeout(Token);

            // The contrast of WCAG, for all text that stands on a card or on the page.
            var least = await browser.EvaluateAsync(
                """
                (() => {
                  const light = color => { const [r, g, b] = color.match(/[\d.]+/g).map(Number).map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
                  const ground = element => { for (let at = element; at; at = at.parentElement) { const color = getComputedStyle(at).backgroundColor; if (!/, 0\)$/.test(color)) return color; } return 'rgb(255, 255, 255)'; };
                  return Math.min(...[...document.querySelectorAll('h1, header p, h2, .facts, .differs, summary, kbd')].map(element => {
                    const [one, other] = [light(getComputedStyle(element).color), light(ground(element))];
                    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
                  }));
                })()
                """,
                Token).WithTestTimeout(Token);
            await KeepImageAsync(browser, scheme);

            Assert.True((double)least! >= 4.5, $"{scheme}: the contrast is only {least}.");
        }
    }

    /// <summary>For people: set the variable to a folder, and look at what the browser showed.</summary>
    private static async Task KeepImageAsync(HeadlessChromium browser, string scheme)
    {
        if (Environment.GetEnvironmentVariable("COMETRUNWAY_TEST_PICTURES") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, $"gallery-{scheme}.png"), await browser.ScreenshotAsync(Token), Token);
    }

    private static async Task<CourierLab> SavedAsync()
    {
        var lab = await CourierLab.StartAsync(speed: 0);
        var program = lab.Open();
        foreach (var (prompt, ratio) in Prompts.Zip(Ratios))
            Assert.False((await program.WaitUntilDoneAsync(await program.CreateAsync(prompt, ratio))).HasFilesMissing);
        return lab;
    }
}
