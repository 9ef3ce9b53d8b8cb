using System.Globalization;
using System.Text.RegularExpressions;
using CometRunway.Catalog;
using CometRunway.SemanticKernel.Functions;

namespace CometRunway.SemanticKernel.Tests.Surface;

/// <summary>What the texts promise is what the catalogue holds.</summary>
public sealed partial class ToolTextTests(Surfaces surfaces) : IClassFixture<Surfaces>
{
    private static IReadOnlyList<VideoModel> Models => ModelCatalog.Default.Models;

    [Fact]
    public void Prompt_Limit_IsTheCataloguesForEveryModel()
    {
        Assert.All(Models, m => Assert.Matches($@"(?<![\d.]){m.PromptLimit}(?!\d)", ToolText.Prompt));
    }

    [Fact]
    public void Prompt_RequiredBy_NamesExactlyThoseModels()
    {
        var named = Models.Where(m => Regex.IsMatch(ToolText.Prompt, $@"(?<![\w.]){Regex.Escape(m.Id)}(?![\w]|\.\w)")).Select(m => m.Id);

        Assert.Equal(Models.Where(m => m.PromptRequired).Select(m => m.Id), named);
    }

    [Fact]
    public void Model_EveryNameMentioned_IsInTheCatalogue()
    {
        var names = ModelName().Matches(ToolText.Model).Select(m => m.Value.TrimEnd('.')).ToArray();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.NotNull(ModelCatalog.Default.Find(name)));
    }

    [Fact]
    public void Ratio_EveryExample_IsAllowedBySomeModelAndBetweenThemAllHaveOne()
    {
        var ratios = Frame().Matches(ToolText.Ratio).Select(m => m.Value).ToArray();

        Assert.All(ratios, ratio => Assert.Contains(Models, m => m.Ratios.Contains(ratio)));
        Assert.All(Models, m => Assert.Contains(ratios, r => m.Ratios.Contains(r)));
    }

    [Fact]
    public void Duration_NamedLengths_AreTheCatalogues()
    {
        var veo = ModelCatalog.Default.Find("veo3.1")!;

        // First what fits most models, then the one that differs with its lengths, then the default.
        int[] expected = [5, 10, .. veo.Durations, 5];
        Assert.Equal(expected, Length().Matches(ToolText.Duration).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture)));
        Assert.Contains(veo.Id, ToolText.Duration, StringComparison.Ordinal);
        Assert.True(Models.Count(m => m.Durations.Contains(5) && m.Durations.Contains(10)) * 2 > Models.Count);
        Assert.All(Models.Where(m => m.Durations.Contains(5)), m => Assert.Equal(5, m.DefaultDuration));
    }

    [Fact]
    public void Seed_Range_IsTheCatalogues()
    {
        var seed = surfaces["create_video_from_image"].JsonSchema.GetProperty("properties").GetProperty("seed");

        Assert.All(Models, m => Assert.Equal(m.MaxSeed, seed.GetProperty("maximum").GetInt64()));
        Assert.Equal(0, seed.GetProperty("minimum").GetInt64());
    }

    [Fact]
    public void WaitSeconds_Text_IsTheSchemas()
    {
        var wait = surfaces["get_video"].JsonSchema.GetProperty("properties").GetProperty("waitSeconds");
        var range = string.Create(CultureInfo.InvariantCulture, $"{wait.GetProperty("minimum")}-{wait.GetProperty("maximum")}. Default {wait.GetProperty("default")}");

        Assert.Contains(range, ToolText.WaitSeconds, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Description_SaysThatItCostsAndWhatComesNext()
    {
        var text = surfaces["create_video_from_image"].Description;

        Assert.Matches("(?i)cost|charge", text);
        Assert.Contains("get_video", text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(gen|veo)[\w.]*\w")]
    private static partial Regex ModelName();

    [GeneratedRegex(@"(?<![\w.])\d+(?![\w])")]
    private static partial Regex Length();

    [GeneratedRegex(@"\b\d{3,4}:\d{3,4}\b")]
    private static partial Regex Frame();
}
