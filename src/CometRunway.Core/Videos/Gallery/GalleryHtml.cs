using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CometRunway.Text;
using CometRunway.Videos.Downloads;

namespace CometRunway.Videos.Gallery;

/// <summary>Renders the page. All data from sidecar files is encoded with <see cref="Text"/>.</summary>
internal static class GalleryHtml
{
    /// <summary>Identifies pages that this library wrote. It is near the beginning of the page.</summary>
    public const string Mark = "<meta name=\"generator\" content=\"CometRunwayAgentTools gallery\">";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The beginning of the page, up to the first card.</summary>
    public static string Begin(IReadOnlyList<GalleryEntry> entries)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n").Append(Mark).Append('\n');
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy()).Append("\">\n");
        page.Append("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>Videos</title>\n");
        page.Append("<style>").Append(GalleryAssets.Style).Append("</style>\n</head>\n<body>\n");
        Header(page, entries);
        page.Append("<main>\n");
        if (entries.Count == 0)
            page.Append("<p class=\"empty\">No video has been saved here yet.</p>\n");
        return page.ToString();
    }

    /// <summary>The end of the page, after the last card.</summary>
    public static string End() =>
        $"</main>\n<p class=\"empty\" id=\"none\" hidden>No video matches.</p>\n<script>{GalleryAssets.Script}</script>\n</body>\n</html>\n";

    // "file:" is required because a page opened from disk has an opaque origin, which some browsers do not treat as 'self'.
    private static string Policy() =>
        $"default-src 'none'; media-src 'self' file:; style-src 'sha256-{Hash(GalleryAssets.Style)}'; script-src 'sha256-{Hash(GalleryAssets.Script)}'; base-uri 'none'; form-action 'none'";

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Header(StringBuilder page, IReadOnlyList<GalleryEntry> entries)
    {
        var cost = entries.Where(entry => !entry.Sidecar.Rehearsal).Sum(entry => entry.Sidecar.EstimatedCost ?? 0);
        var count = entries.Count == 1 ? "1 video" : $"{entries.Count} videos";
        page.Append("<header><h1>Videos</h1><p>").Append(count);
        if (cost > 0)
            page.Append(CultureInfo.InvariantCulture, $" &middot; about ${cost:0.00}");
        page.Append("</p>");
        if (entries.Count > 1)
        {
            page.Append("<label><span>Search</span><input type=\"search\" id=\"search\" placeholder=\"prompt, model, handle\" autocomplete=\"off\"></label>");
            page.Append("<p class=\"keys\"><kbd>J</kbd> <kbd>K</kbd> next, previous &middot; <kbd>Space</kbd> play &middot; <kbd>/</kbd> search</p>");
        }

        page.Append("</header>\n");
    }

    /// <summary>The card of a video.</summary>
    /// <param name="entry">The video.</param>
    /// <param name="preload">True for the first videos, which the browser prepares before they are played.</param>
    public static string Card(GalleryEntry entry, bool preload)
    {
        var page = new StringBuilder();
        var (sidecar, prompt) = (entry.Sidecar, Prompt(entry.Sidecar));
        var address = "./" + Uri.EscapeDataString(entry.FileName);
        page.Append("<article data-text=\"").Append(Text($"{prompt} {sidecar.Settings.Model} {sidecar.Handle} {sidecar.SourceName}".ToLowerInvariant())).Append("\">\n");
        if (entry.Exists)
        {
            page.Append("<video controls loop playsinline preload=\"").Append(preload ? "metadata" : "none").Append("\" src=\"").Append(Text(address));
            page.Append("\" aria-label=\"").Append(Text(prompt)).Append("\"></video>\n");
        }
        else
        {
            page.Append("<div class=\"gone\">The file was moved or deleted.</div>\n");
        }

        page.Append("<div class=\"about\">\n<h2 dir=\"auto\">").Append(Text(prompt)).Append("</h2>\n<p class=\"facts\">");
        page.AppendJoin(" &middot; ", GalleryFacts.Short(sidecar).Select(fact => $"<span>{Text(fact)}</span>")).Append("</p>\n");
        foreach (var difference in sidecar.Differences ?? [])
            page.Append("<p class=\"differs\" dir=\"auto\">").Append(Text(difference)).Append("</p>\n");
        page.Append("<details><summary>Details</summary><dl>");
        foreach (var (name, value) in GalleryFacts.Long(sidecar))
            page.Append("<dt>").Append(name).Append("</dt><dd dir=\"auto\">").Append(Text(value)).Append("</dd>");
        page.Append("<dt>File</dt><dd>");
        if (entry.Exists)
            page.Append("<a href=\"").Append(Text(address)).Append("\">").Append(Text(entry.FileName)).Append("</a>");
        else
            page.Append(Text(entry.FileName));
        return page.Append("</dd></dl></details>\n</div>\n</article>\n").ToString();
    }

    private static string Prompt(VideoSidecar sidecar) =>
        string.IsNullOrWhiteSpace(sidecar.Settings.Prompt) ? "Without a prompt" : sidecar.Settings.Prompt.Trim();

    /// <summary>Direction characters would act on the text beside an element, so they are removed.</summary>
    private static string Text(string text) => Encoder.Encode(VisibleText.Lines(text));
}
