using CometRunway.Catalog;
using CometRunway.Images;
using CometRunway.Requests;

namespace CometRunway.Core.Tests.Requests;

public class RequestDefaultsTests
{
    [Theory]
    [InlineData(null, null, "gen3a_turbo", "could not be checked")]
    [InlineData(null, "gen3a_turbo,gen4_turbo", "gen3a_turbo", "on offer")]
    [InlineData(null, "veo3.1,gen4.5", "gen4.5", "first known model on offer")]
    [InlineData("veo3.1", "gen4.5", "veo3.1", "configured")]
    [InlineData(null, "gpt-5", "gen3a_turbo", "could not be checked")]
    public void Resolve_NoModel_ChoosesAndSaysWhy(string? configured, string? offered, string model, string why)
    {
        var resolved = RequestDefaults.Resolve(new VideoSettings(), null, configured, offered?.Split(','), ModelCatalog.Default);

        Assert.Equal(model, resolved.Settings.Model);
        Assert.Contains(resolved.Notes, n => n.StartsWith($"model {model}", StringComparison.Ordinal) && n.Contains(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gen3a_turbo", 1080, 1920, "720:1280")]
    [InlineData("gen3a_turbo", 1000, 600, "1280:768")]
    [InlineData("gen4_turbo", 1000, 1000, "960:960")]
    [InlineData("gen4_turbo", 4000, 3000, "1104:832")]
    [InlineData("veo3.1", 1280, 720, "1280:720")]
    [InlineData("veo3.1", 3840, 2160, "1920:1080")]
    public void Resolve_NoRatio_TakesTheNearestToTheImage(string model, int width, int height, string ratio)
    {
        var image = new ImageFacts("image/png", width, height, 1, 10);

        var resolved = RequestDefaults.Resolve(new VideoSettings { Model = model }, image, null, null, ModelCatalog.Default);

        Assert.Equal(ratio, resolved.Settings.Ratio);
        Assert.Contains($"ratio {ratio}: nearest to the picture ({width}x{height})", resolved.Notes);
    }

    [Fact]
    public void Resolve_EveryModelWithoutImage_PassesTheRules()
    {
        Assert.All(ModelCatalog.Default.Models, model =>
        {
            var settings = RequestDefaults.Resolve(new VideoSettings { Model = model.Id, Prompt = "x" }, null, null, null, ModelCatalog.Default).Settings;
            Assert.False(RequestRules.Check(settings, null, "2024-11-06", ModelCatalog.Default).HasErrors);
        });
    }
}
