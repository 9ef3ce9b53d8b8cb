using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Requests;

namespace CometRunway.Core.Tests.Requests;

public class RequestRulesTests
{
    private const string Current = "2024-11-06";

    private static readonly VideoSettings Valid = new() { Prompt = "A calm camera move.", Model = "gen4_turbo", Ratio = "1280:720", Duration = 5 };

    [Fact]
    public void Check_ValidDraft_FindsNothingAndChangesNothing()
    {
        var report = Check(Valid);

        Assert.Empty(report.Violations);
        Assert.Equal(Valid, report.Corrected);
    }

    [Theory]
    [InlineData("1280:768", 5)]
    [InlineData("768:1280", 10)]
    [InlineData("1280:720", 5)]
    [InlineData("720:1280", 10)]
    public void Check_WhatTheSpecificationNamesForGen3a_IsNeverAnError(string ratio, int duration)
    {
        var report = Check(Valid with { Model = "gen3a_turbo", Prompt = null, Ratio = ratio, Duration = duration, Seed = 999_999_999, Watermark = true }, offered: ["gen4_turbo"]);

        Assert.False(report.HasErrors);
        Assert.Contains(report.Warnings, v => v.Code == "model_retired");
        Assert.Equal(ratio.Contains("720", StringComparison.Ordinal), report.Warnings.Any(v => v.Code == "ratio_disputed"));
    }

    [Fact]
    public void Check_EverythingWrong_ReportsEveryFieldAtOnce()
    {
        var draft = new VideoSettings { Prompt = new string('x', 600), Model = "gen-4 turbo", Ratio = "16:9", Duration = 11, Seed = -1 };

        var report = Check(draft, image: Image(100, 400));

        Assert.Equal(["duration", "image", "model", "prompt", "ratio", "seed"], report.Errors.Select(v => v.Field).Distinct().Order());
        Assert.All(report.Violations, v => Assert.NotEmpty(v.Problem));
    }

    [Theory]
    [InlineData("16:9", "1280:720", "ratio_is_aspect")]
    [InlineData("9:16", "720:1280", "ratio_is_aspect")]
    [InlineData("1280x720", "1280:720", "ratio_misspelled")]
    [InlineData("1280×720", "1280:720", "ratio_misspelled")]
    [InlineData("1280/720", "1280:720", "ratio_misspelled")]
    [InlineData(" 1280:720 ", "1280:720", "ratio_misspelled")]
    [InlineData("1280 X 720 px", "1280:720", "ratio_misspelled")]
    [InlineData("720p", "1280:720", "ratio_misspelled")]
    [InlineData("landscape", "1280:720", "ratio_is_aspect")]
    [InlineData("Portrait", "720:1280", "ratio_is_aspect")]
    [InlineData("square", "960:960", "ratio_is_aspect")]
    [InlineData("4:3", "1104:832", "ratio_is_aspect")]
    [InlineData("21:9", "1584:672", "ratio_is_aspect")]
    [InlineData("1280:768", "1280:720", "ratio_not_allowed")]
    [InlineData("1920:1080", "1280:720", "ratio_not_allowed")]
    [InlineData("big", "1280:720", "ratio_malformed")]
    [InlineData("0:0", "1280:720", "ratio_malformed")]
    [InlineData("-1:5", "1280:720", "ratio_malformed")]
    [InlineData("99999999999:1", "1280:720", "ratio_malformed")]
    public void Check_RatioNotOfTheModel_TellsWhatToWrite(string given, string nearest, string code)
    {
        var report = Check(Valid with { Ratio = given });

        var violation = Assert.Single(report.Errors);
        Assert.Equal((code, nearest), (violation.Code, violation.Nearest));
        Assert.Contains(nearest, violation.Problem, StringComparison.Ordinal);
        Assert.Equal(nearest, report.Corrected.Ratio);
    }

    [Theory]
    [InlineData("2024-09-13", "16:9", false)]
    [InlineData("2024-09-13", "9:16", false)]
    [InlineData("2024-09-13", "1280:720", false)]
    [InlineData("2024-09-13", "4:3", true)]
    [InlineData("2024-11-06", "16:9", true)]
    [InlineData("2025-01-01", "16:9", true)]
    [InlineData("latest", "16:9", true)]
    public void Check_AspectForm_IsTakenWithOlderVersionsOnly(string version, string ratio, bool isError)
    {
        var report = RequestRules.Check(Valid with { Ratio = ratio }, null, version, ModelCatalog.Default);

        Assert.Equal(isError, report.HasErrors);
    }

    [Theory]
    [InlineData("gen4_turbo", 1, 2)]
    [InlineData("gen4_turbo", 11, 10)]
    [InlineData("gen3a_turbo", 7, 5)]
    [InlineData("gen3a_turbo", 8, 10)]
    [InlineData("veo3.1", 5, 4)]
    [InlineData("veo3.1_fast", 100, 8)]
    [InlineData("veo3.1", int.MinValue, 4)]
    [InlineData("veo3.1", int.MaxValue, 8)]
    [InlineData("some_model", 0, 5)]
    public void Check_DurationNotMade_TakesTheNearest(string model, int given, int nearest)
    {
        var report = Check(Valid with { Model = model, Duration = given });

        Assert.Equal("duration_not_allowed", Assert.Single(report.Errors).Code);
        Assert.Equal(nearest, report.Corrected.Duration);
    }

    [Theory]
    [InlineData("gen-4 turbo", "gen4_turbo")]
    [InlineData("Gen3a Turbo", "gen3a_turbo")]
    [InlineData("runway gen 4.5", "gen4.5")]
    [InlineData("GEN4_TURBO", "gen4_turbo")]
    [InlineData("veo31_fast", "veo3.1_fast")]
    public void Check_ModelPlainlyMeant_IsAnErrorWithTheRightId(string given, string id)
    {
        var report = Check(Valid with { Model = given, Duration = null, Ratio = null });

        Assert.Contains(report.Errors, v => v.Code == "model_misspelled" && v.Nearest == id);
        Assert.Equal(id, report.Corrected.Model);
    }

    [Theory]
    [InlineData("runway", "gen3a_turbo")]
    [InlineData("gen4", "gen4_turbo")]
    [InlineData("gen4_turbp", "gen4_turbo")]
    [InlineData("veo", "veo3.1")]
    [InlineData("hailuo3", null)]
    public void Check_UnknownModel_WarnsAndSuggests(string given, string? nearest)
    {
        var report = Check(Valid with { Model = given });

        var violation = Assert.Single(report.Violations);
        Assert.Equal((Severity.Warning, "model_unknown", nearest), (violation.Severity, violation.Code, violation.Nearest));
        Assert.Equal(given, report.Corrected.Model);
    }

    [Fact]
    public void Check_ModelNotOnOffer_IsAnErrorAndTheCorrectedDraftSuitsAnother()
    {
        var report = Check(Valid with { Model = "gen4.5", Duration = 7 }, offered: ["gpt-5", "veo3.1"]);

        var violation = Assert.Single(report.Errors);
        Assert.Equal(("model_not_on_offer", "veo3.1"), (violation.Code, violation.Nearest));
        Assert.Equal(["veo3.1"], violation.Allowed);
        Assert.Equal(("veo3.1", 6), (report.Corrected.Model, report.Corrected.Duration));
    }

    [Theory]
    [InlineData("gpt-5")]
    [InlineData("runwayml_gen4_turbo_5")]
    [InlineData("GEN4_TURBO")]
    public void Check_ListThatDoesNotLackTheModel_IsNoError(string listed)
    {
        Assert.Empty(Check(Valid, offered: [listed]).Violations);
    }

    [Theory]
    [InlineData(512, false)]
    [InlineData(513, true)]
    public void Check_PromptAtTheLimit_CountsUtf16Units(int length, bool isError)
    {
        var report = Check(Valid with { Prompt = new string('x', length) });

        Assert.Equal(isError, report.HasErrors);
        Assert.Equal(512, report.Corrected.Prompt!.Length);
    }

    [Fact]
    public void Check_PromptTooLong_SaysByHowMuchAndDoesNotRepeatIt()
    {
        var violation = Assert.Single(Check(Valid with { Prompt = string.Concat(Enumerable.Repeat("secret word ", 50)) }).Errors);

        Assert.All(["600", "88", "512"], number => Assert.Contains(number, violation.Problem, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", violation.ToString() + violation.Given, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_PromptTooLongWithSentences_CutsAtASentence()
    {
        var first = new string('a', 400) + ".";

        Assert.Equal(first, Check(Valid with { Prompt = first + " " + new string('b', 300) }).Corrected.Prompt);
    }

    [Fact]
    public void Check_PromptOfEmoji_IsNotCutInsideOne()
    {
        var prompt = "x" + string.Concat(Enumerable.Repeat("\U0001F600", 400));

        var cut = Check(Valid with { Prompt = prompt }).Corrected.Prompt!;

        Assert.Equal(511, cut.Length);
        Assert.False(char.IsHighSurrogate(cut[^1]));
    }

    [Theory]
    [InlineData("gen4_turbo", "  ", "prompt_blank", Severity.Warning)]
    [InlineData("gen4.5", null, "prompt_missing", Severity.Error)]
    [InlineData("gen4.5", " \n", "prompt_missing", Severity.Error)]
    [InlineData("gen3a_turbo", "", "prompt_expected", Severity.Warning)]
    [InlineData("gen4_turbo", "a\0b\u0007", "prompt_unprintable", Severity.Warning)]
    public void Check_OddPrompt_IsReported(string model, string? prompt, string code, Severity severity)
    {
        var report = Check(Valid with { Model = model, Prompt = prompt });

        Assert.Contains(report.Violations, v => v.Code == code && v.Severity == severity && v.Field == "prompt");
    }

    [Fact]
    public void Check_PromptWithHalfACharacter_IsReportedAndMended()
    {
        var report = Check(Valid with { Prompt = "a\ud800b" });

        Assert.Equal("prompt_unprintable", Assert.Single(report.Violations).Code);
        Assert.Equal("ab", report.Corrected.Prompt);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1_000_000_000, 999_999_999)]
    [InlineData(4_294_967_295, 999_999_999)]
    public void Check_SeedOutOfRange_TakesTheNearest(long given, long nearest)
    {
        var report = Check(Valid with { Seed = given });

        Assert.Equal("seed_out_of_range", Assert.Single(report.Errors).Code);
        Assert.Equal(nearest, report.Corrected.Seed);
    }

    [Fact]
    public void Check_SeedForVeo_WarnsAndLeavesItOut()
    {
        var report = Check(Valid with { Model = "veo3.1", Duration = 6, Seed = 7 });

        Assert.Equal("seed_not_taken", Assert.Single(report.Violations).Code);
        Assert.Null(report.Corrected.Seed);
    }

    [Theory]
    [InlineData(500, 1000, null)]
    [InlineData(499, 1000, Severity.Error)]
    [InlineData(2000, 1000, null)]
    [InlineData(2001, 1000, Severity.Warning)]
    [InlineData(2358, 1000, Severity.Warning)]
    [InlineData(2359, 1000, Severity.Error)]
    public void Check_ImageShape_FollowsTheSources(int width, int height, Severity? severity)
    {
        var report = Check(Valid with { Ratio = width > height ? "1584:672" : "720:1280" }, image: Image(width, height));

        Assert.Equal(severity, report.Violations.SingleOrDefault(v => v.Code == "picture_shape")?.Severity);
    }

    /// <summary>A video of a thumbnail costs as much as one of the photo.</summary>
    [Theory]
    [InlineData("1280:720", 640, 360, false)]
    [InlineData("1280:720", 639, 360, true)]
    [InlineData("1280:720", 4000, 359, true)]
    [InlineData("720:1280", 360, 640, false)]
    [InlineData("720:1280", 640, 360, true)]
    public void Check_ImageOfFewPixels_WarnsWhenTheFrameHasMoreThanTwiceAsMany(string ratio, int width, int height, bool isWarned)
    {
        var report = Check(Valid with { Ratio = ratio }, image: Image(width, height));

        var found = report.Violations.SingleOrDefault(v => v.Code == "picture_small");
        Assert.Equal(isWarned ? Severity.Warning : null, found?.Severity);
        Assert.Equal(isWarned ? "image" : null, found?.Field);
    }

    [Theory]
    [InlineData(8000, 8000, false)]
    [InlineData(8001, 8000, true)]
    [InlineData(int.MaxValue, int.MaxValue, true)]
    public void Check_ImageOfManyPixels_IsRefusedAboveTheLimit(int width, int height, bool isError)
    {
        var report = Check(Valid with { Ratio = "960:960" }, image: Image(width, height));

        Assert.Equal(isError, report.Errors.Any(v => v.Code == "picture_too_many_pixels"));
    }

    [Fact]
    public void Check_PortraitInLandscapeRatio_TellsTheCropInNumbers()
    {
        var violation = Assert.Single(Check(Valid, image: Image(1080, 1920)).Warnings);

        Assert.Equal(("picture_cropped", "720:1280"), (violation.Code, violation.Nearest));
        // The share that this ratio cuts, and the best ratio with its share.
        Assert.All(["1080x1920", "68 %", "720:1280", " 0 %"], value => Assert.Contains(value, violation.Problem, StringComparison.Ordinal));
    }

    private static RuleResult Check(VideoSettings settings, string[]? offered = null, ImageFacts? image = null) =>
        RequestRules.Check(settings, image, Current, ModelCatalog.Default, offered);

    private static ImageFacts Image(int width, int height) => new("image/png", width, height, 1, 1000);
}
