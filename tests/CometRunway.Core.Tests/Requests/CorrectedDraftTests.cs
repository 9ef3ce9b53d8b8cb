using CometRunway.Catalog;
using CometRunway.Images;
using CometRunway.Requests;

namespace CometRunway.Core.Tests.Requests;

public class CorrectedDraftTests
{
    private static readonly string?[] Models =
        [null, "", " ", "gen3a_turbo", "GEN4_TURBO", "gen4_turbo", "gen4.5", "veo3.1", "veo3.1_fast", "runway", "gen4", "gen-4 turbo", "hailuo3", "a b c", "\u0001", "data:image/png;base64,AAAA"];

    private static readonly string?[] Ratios =
        [null, "", "  ", "1280:768", "768:1280", "1280:720", "720:1280", "1104:832", "960:960", "1920:1080", "16:9", "9:16", "1280x720", "720p", "square", "portrait", "x", ":", "0:0", "999999:1", "1:999999", "１２:３"];

    private static readonly string?[] Prompts =
        [null, "", " ", "A calm move.", "\u0000", "\udc00", new('x', 513), new(' ', 600), new string(' ', 600) + "x", "e" + new string('\u0301', 700), string.Concat(Enumerable.Repeat("\U0001F468\u200D\U0001F469\u200D\U0001F467 ", 90)), string.Concat(Enumerable.Repeat("Go. ", 300)), new string('\ud83d', 600)];

    private static readonly int?[] Durations = [null, 5, 10, 2, 3, 4, 6, 8, 0, -1, 11, 60, int.MaxValue, int.MinValue];
    private static readonly long?[] Seeds = [null, 0, 1, 999_999_999, 1_000_000_000, -1, long.MaxValue, long.MinValue];
    private static readonly string[]?[] Offers = [null, [], ["gpt-5"], ["veo3.1"], ["gen4_turbo", "gen4.5"], ["runwayml_gen4.5_5"]];
    private static readonly string[] Versions = ["2024-11-06", "2024-09-13", "", "x"];

    [Fact]
    public void Check_RandomDrafts_CorrectedDraftPassesUnlessAPersonMustAct()
    {
        var random = new Random(20241106);
        for (var i = 0; i < 20_000; i++)
        {
            var (settings, image) = (Settings(random), Image(random));
            var (offer, version) = (Pick(random, Offers), Pick(random, Versions));

            var corrected = RequestRules.Check(settings, image, version, ModelCatalog.Default, offer).Corrected;
            var again = RequestRules.Check(corrected, image, version, ModelCatalog.Default, offer);

            Assert.DoesNotContain(again.Errors, v => v.Field != "image" && v.Code != "prompt_missing");
            Assert.Equal(corrected, again.Corrected);
        }
    }

    [Fact]
    public void Resolve_RandomDrafts_KeepsWhatWasGiven()
    {
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            var draft = Settings(random);

            var resolved = RequestDefaults.Resolve(draft, Image(random), Pick(random, [null, "", "veo3.1", "x"]), Pick(random, Offers), ModelCatalog.Default).Settings;

            Assert.Equal(draft.Duration ?? resolved.Duration, resolved.Duration);
            Assert.Equal(string.IsNullOrWhiteSpace(draft.Ratio) ? resolved.Ratio : draft.Ratio, resolved.Ratio);
            Assert.False(string.IsNullOrWhiteSpace(resolved.Model) || string.IsNullOrWhiteSpace(resolved.Ratio) || resolved.Duration is null);
            Assert.Equal((draft.Prompt, draft.Seed == -1 ? null : draft.Seed), (resolved.Prompt, resolved.Seed));
        }
    }

    private static ImageFacts? Image(Random random) =>
        random.Next(3) == 0 ? null : new ImageFacts(Pick(random, ["image/png", "image/gif"]), random.Next(0, 9000), random.Next(0, 9000), 1, 10);

    private static VideoSettings Settings(Random random) => new()
    {
        Prompt = Pick(random, Prompts),
        Model = Pick(random, Models),
        Ratio = Pick(random, Ratios),
        Duration = Pick(random, Durations),
        Seed = Pick(random, Seeds),
        Watermark = random.Next(2) == 0,
    };

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
