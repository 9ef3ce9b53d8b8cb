using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Requests;
using CometRunway.TestKit.Snapshots;

namespace CometRunway.Core.Tests.Requests;

/// <summary>What the rules and the defaults say, word for word.</summary>
public sealed class RequestSentenceTests
{
    private const string Current = "2024-11-06";

    private static readonly RequestDraft Valid = new() { Prompt = "A calm camera move.", Model = "gen4_turbo", Ratio = "1280:720", Duration = 5 };

    [Fact]
    public void Check_EveryRule_SaysWhatIsKept()
    {
        var sentences = new Sentences("request-rules");
        (string Name, RequestDraft Draft, string[]? Offered)[] rows =
        [
            ("model_missing", Valid with { Model = null }, null),
            ("model_misspelled", Valid with { Model = "gen-4 turbo" }, null),
            ("model_malformed", Valid with { Model = "a b c" }, null),
            ("model_retired", Valid with { Model = "gen3a_turbo", Ratio = "1280:768" }, null),
            ("model_unknown", Valid with { Model = "hailuo3" }, null),
            ("model_unknown, nearest", Valid with { Model = "gen4_turbp" }, null),
            ("model_not_on_offer", Valid with { Model = "gen4.5" }, ["veo3.1"]),
            ("model_not_on_offer, the specification's", Valid with { Model = "gen3a_turbo", Ratio = "1280:768" }, ["gen4_turbo"]),
            ("model_not_on_offer, unknown", Valid with { Model = "hailuo3" }, ["veo3.1"]),
            ("prompt_unprintable", Valid with { Prompt = "a\0b\u0007" }, null),
            ("prompt_missing", Valid with { Model = "gen4.5", Prompt = null }, null),
            ("prompt_expected", Valid with { Model = "gen3a_turbo", Ratio = "1280:768", Prompt = "" }, null),
            ("prompt_blank", Valid with { Prompt = "  " }, null),
            ("prompt_too_long", Valid with { Prompt = new string('x', 600) }, null),
            ("ratio_missing", Valid with { Model = "gen4_turbo", Ratio = null }, null),
            ("ratio_is_aspect", Valid with { Ratio = "16:9" }, null),
            ("ratio_is_aspect, unknown model", Valid with { Model = "hailuo3", Ratio = "16:9" }, null),
            ("ratio_misspelled", Valid with { Ratio = "1280x720" }, null),
            ("ratio_malformed", Valid with { Ratio = "big" }, null),
            ("ratio_malformed, unknown model", Valid with { Model = "hailuo3", Ratio = "big" }, null),
            ("ratio_not_allowed", Valid with { Ratio = "1280:768" }, null),
            ("ratio_not_allowed, same shape", Valid with { Ratio = "1920:1080" }, null),
            ("ratio_disputed", Valid with { Model = "gen3a_turbo", Ratio = "1280:720" }, null),
            ("duration_missing", Valid with { Model = "veo3.1", Duration = null }, null),
            ("duration_missing, required", Valid with { Model = "gen4.5", Duration = null }, null),
            ("duration_not_allowed", Valid with { Duration = 11 }, null),
            ("duration_not_allowed, list", Valid with { Model = "veo3.1", Duration = 5 }, null),
            ("duration_not_allowed, unknown model", Valid with { Model = "hailuo3", Duration = 0 }, null),
            ("duration_uncertain", Valid with { Model = "hailuo3", Duration = 40 }, null),
            ("seed_out_of_range", Valid with { Seed = -1 }, null),
            ("seed_not_taken", Valid with { Model = "veo3.1", Duration = 6, Seed = 7 }, null),
            ("watermark_uncertain", Valid with { Watermark = true }, null),
            ("crop_focus_unknown", Valid with { CropFocus = "left side" }, null),
            ("picture_type", Valid with { Image = new ImageFacts("image/gif", 1280, 720, 1, 1000) }, null),
            ("picture_too_many_pixels", Valid with { Image = Image(9000, 8000), Ratio = "960:960" }, null),
            ("picture_shape, error", Valid with { Image = Image(499, 1000), Ratio = "720:1280" }, null),
            ("picture_shape, warning", Valid with { Image = Image(2100, 1000), Ratio = "1584:672" }, null),
            ("picture_cropped", Valid with { Image = Image(1080, 1920) }, null),
            ("picture_cropped, nothing better", Valid with { Image = Image(1000, 400), Model = "gen3a_turbo", Ratio = "1280:720" }, null),
        ];

        foreach (var (name, draft, offered) in rows)
        {
            var code = name.Split(',')[0];
            var found = RequestRules.Check(draft, Current, ModelCatalog.Default, offered).Violations.Where(v => v.Code == code);
            sentences.Add(name, found.Select(Text));
        }

        sentences.Verify();
    }

    [Fact]
    public void Resolve_EveryDefault_SaysWhatIsKept()
    {
        var sentences = new Sentences("request-defaults");
        (string Name, RequestDraft Draft, string? Configured, string[]? Offered)[] rows =
        [
            ("offer unknown, image unknown", new(), null, null),
            ("specification's default on offer", new(), null, ["gen3a_turbo", "gen4_turbo"]),
            ("specification's default not on offer", new(), null, ["veo3.1", "gen4.5"]),
            ("configured", new(), "veo3.1", null),
            ("other spelling", new() { Model = "GEN4_TURBO" }, null, null),
            ("unknown model", new() { Model = "hailuo3" }, null, null),
            ("image known", new() { Model = "gen4_turbo", Image = Image(1080, 1920) }, null, null),
        ];

        foreach (var (name, draft, configured, offered) in rows)
            sentences.Add(name, RequestDefaults.Resolve(draft, configured, offered, ModelCatalog.Default).Notes);
        sentences.Verify();
    }

    private static string Text(Violation violation) => $"[{violation.Severity}] {violation.Problem}";

    private static ImageFacts Image(int width, int height) => new("image/png", width, height, 1, 1000);
}
