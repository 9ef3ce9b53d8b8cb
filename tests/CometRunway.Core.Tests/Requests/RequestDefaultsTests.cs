using CometRunway.Catalog;
using CometRunway.Images;
using CometRunway.Requests;

namespace CometRunway.Core.Tests.Requests;

public class RequestDefaultsTests
{
    [Theory]
    [InlineData(null, null, "gen3a_turbo")]
    [InlineData(null, "gen3a_turbo,gen4_turbo", "gen3a_turbo")]
    [InlineData(null, "veo3.1,gen4.5", "gen4.5")]
    [InlineData("veo3.1", "gen4.5", "veo3.1")]
    [InlineData(null, "gpt-5", "gen3a_turbo")]
    public void Resolve_NoModel_ChoosesAndNotesIt(string? configured, string? offered, string model)
    {
        var resolved = RequestDefaults.Resolve(new VideoSettings(), null, configured, offered?.Split(','), ModelCatalog.Default);

        Assert.Equal(model, resolved.Settings.Model);
        Assert.Contains(model, resolved.Notes[0], StringComparison.Ordinal);
    }

    /// <summary>The reasons differ: an offer that could not be read is not an offer without the model, and a setting is neither.</summary>
    [Fact]
    public void Resolve_NoModel_GivesEachReasonItsOwnNote()
    {
        string? Note(string? configured, params string[]? offered) => RequestDefaults.Resolve(new VideoSettings(), null, configured, offered, ModelCatalog.Default).Notes[0];

        var unread = Note(null, null);
        var useless = Note(null, "gpt-5");
        var onOffer = Note(null, "gen3a_turbo", "gen4_turbo");
        var configured = Note("gen3a_turbo", "gen4.5");
        var notOnOffer = Note(null, "veo3.1", "gen4.5");

        Assert.Equal(unread, useless);
        Assert.Distinct([unread, onOffer, configured, notOnOffer]);
        Assert.Contains("gen3a_turbo", notOnOffer, StringComparison.Ordinal);
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
        Assert.Single(resolved.Notes, note => note.Contains(ratio, StringComparison.Ordinal) && note.Contains($"{width}x{height}", StringComparison.Ordinal));
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
