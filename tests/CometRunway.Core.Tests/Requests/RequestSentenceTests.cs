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

    private static readonly VideoSettings Valid = new() { Prompt = "A calm camera move.", Model = "gen4_turbo", Ratio = "1280:720", Duration = 5 };

    [Fact]
    public void Check_EveryRule_SaysWhatIsKept()
    {
        var sentences = new Sentences("request-rules");
        (string Name, VideoSettings Settings, ImageFacts? Image, string[]? Offered)[] rows =
        [
            ("model_missing", Valid with { Model = null }, null, null),
            ("model_misspelled", Valid with { Model = "gen-4 turbo" }, null, null),
            ("model_malformed", Valid with { Model = "a b c" }, null, null),
            ("model_retired", Valid with { Model = "gen3a_turbo", Ratio = "1280:768" }, null, null),
            ("model_unknown", Valid with { Model = "hailuo3" }, null, null),
            ("model_unknown, nearest", Valid with { Model = "gen4_turbp" }, null, null),
            ("model_not_on_offer", Valid with { Model = "gen4.5" }, null, ["veo3.1"]),
            ("model_not_on_offer, the specification's", Valid with { Model = "gen3a_turbo", Ratio = "1280:768" }, null, ["gen4_turbo"]),
            ("model_not_on_offer, unknown", Valid with { Model = "hailuo3" }, null, ["veo3.1"]),
            ("prompt_unprintable", Valid with { Prompt = "a\0b\u0007" }, null, null),
            ("prompt_missing", Valid with { Model = "gen4.5", Prompt = null }, null, null),
            ("prompt_expected", Valid with { Model = "gen3a_turbo", Ratio = "1280:768", Prompt = "" }, null, null),
            ("prompt_blank", Valid with { Prompt = "  " }, null, null),
            ("prompt_too_long", Valid with { Prompt = new string('x', 600) }, null, null),
            ("ratio_missing", Valid with { Model = "gen4_turbo", Ratio = null }, null, null),
            ("ratio_is_aspect", Valid with { Ratio = "16:9" }, null, null),
            ("ratio_is_aspect, unknown model", Valid with { Model = "hailuo3", Ratio = "16:9" }, null, null),
            ("ratio_misspelled", Valid with { Ratio = "1280x720" }, null, null),
            ("ratio_malformed", Valid with { Ratio = "big" }, null, null),
            ("ratio_malformed, unknown model", Valid with { Model = "hailuo3", Ratio = "big" }, null, null),
            ("ratio_not_allowed", Valid with { Ratio = "1280:768" }, null, null),
            ("ratio_not_allowed, same shape", Valid with { Ratio = "1920:1080" }, null, null),
            ("ratio_disputed", Valid with { Model = "gen3a_turbo", Ratio = "1280:720" }, null, null),
            ("duration_missing", Valid with { Model = "veo3.1", Duration = null }, null, null),
            ("duration_missing, required", Valid with { Model = "gen4.5", Duration = null }, null, null),
            ("duration_not_allowed", Valid with { Duration = 11 }, null, null),
            ("duration_not_allowed, list", Valid with { Model = "veo3.1", Duration = 5 }, null, null),
            ("duration_not_allowed, unknown model", Valid with { Model = "hailuo3", Duration = 0 }, null, null),
            ("duration_uncertain", Valid with { Model = "hailuo3", Duration = 40 }, null, null),
            ("seed_out_of_range", Valid with { Seed = -1 }, null, null),
            ("seed_not_taken", Valid with { Model = "veo3.1", Duration = 6, Seed = 7 }, null, null),
            ("watermark_uncertain", Valid with { Watermark = true }, null, null),
            ("crop_focus_unknown", Valid with { CropFocus = "left side" }, null, null),
            ("picture_type", Valid, new ImageFacts("image/gif", 1280, 720, 1, 1000), null),
            ("picture_too_many_pixels", Valid with { Ratio = "960:960" }, Image(9000, 8000), null),
            ("picture_shape, error", Valid with { Ratio = "720:1280" }, Image(499, 1000), null),
            ("picture_shape, warning", Valid with { Ratio = "1584:672" }, Image(2100, 1000), null),
            ("picture_small", Valid, Image(320, 180), null),
            ("picture_cropped", Valid, Image(1080, 1920), null),
            ("picture_cropped, nothing better", Valid with { Model = "gen3a_turbo", Ratio = "1280:720" }, Image(1000, 400), null),
        ];

        foreach (var (name, settings, image, offered) in rows)
        {
            var code = name.Split(',')[0];
            var found = RequestRules.Check(settings, image, Current, ModelCatalog.Default, offered).Violations.Where(v => v.Code == code);
            sentences.Add(name, found.Select(Text));
        }

        sentences.Verify();
    }

    [Fact]
    public void Resolve_EveryDefault_SaysWhatIsKept()
    {
        var sentences = new Sentences("request-defaults");
        (string Name, VideoSettings Settings, ImageFacts? Image, string? Configured, string[]? Offered)[] rows =
        [
            ("offer unknown, image unknown", new(), null, null, null),
            ("specification's default on offer", new(), null, null, ["gen3a_turbo", "gen4_turbo"]),
            ("specification's default not on offer", new(), null, null, ["veo3.1", "gen4.5"]),
            ("configured", new(), null, "veo3.1", null),
            ("other spelling", new() { Model = "GEN4_TURBO" }, null, null, null),
            ("unknown model", new() { Model = "hailuo3" }, null, null, null),
            ("image known", new() { Model = "gen4_turbo" }, Image(1080, 1920), null, null),
        ];

        foreach (var (name, settings, image, configured, offered) in rows)
            sentences.Add(name, RequestDefaults.Resolve(settings, image, configured, offered, ModelCatalog.Default).Notes);
        sentences.Verify();
    }

    private static string Text(Violation violation) => $"[{violation.Severity}] {violation.Problem}";

    private static ImageFacts Image(int width, int height) => new("image/png", width, height, 1, 1000);
}
