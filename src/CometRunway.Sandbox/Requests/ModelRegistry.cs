namespace CometRunway.Sandbox.Requests;

/// <summary>The available models.</summary>
/// <remarks>
/// The limits of gen3a_turbo are from CometAPI's documentation, the others from Runway's table of August 2026. The prices are the last published
/// ones, with the price reduction of September 2026. They are plausible, but not those of CometAPI.
/// </remarks>
internal sealed class ModelRegistry(IReadOnlyList<string> ids)
{
    private const long MaxUpstreamSeed = 4_294_967_295;
    private static readonly string[] Gen4Ratios = ["1280:720", "720:1280", "1104:832", "832:1104", "960:960", "1584:672"];
    private static readonly string[] VeoRatios = ["1280:720", "720:1280", "1080:1920", "1920:1080"];

    private static readonly ModelDefinition Gen3aTurbo = new("gen3a_turbo", ["1280:768", "768:1280", "1280:720", "720:1280"], [5, 10], 512)
    {
        DefaultRatio = "1280:768",
        DefaultDuration = 5,
        MaxSeed = 999_999_999,
        MaxImages = 2,
        PerRequest = 0.256m,
    };

    private static readonly ModelDefinition Gen4Turbo = new("gen4_turbo", Gen4Ratios, [.. Enumerable.Range(2, 9)], 1000)
    {
        DefaultDuration = 5,
        MaxSeed = MaxUpstreamSeed,
        PerSecond = 0.04m,
    };

    private static readonly ModelDefinition Gen45 = new("gen4.5", Gen4Ratios, [.. Enumerable.Range(2, 9)], 1000)
    {
        PromptRequired = true,
        MaxSeed = MaxUpstreamSeed,
        PerSecond = 0.096m,
    };

    private static readonly ModelDefinition Veo31 = new("veo3.1", VeoRatios, [4, 6, 8], 1000)
    {
        DefaultDuration = 8,
        MaxImages = 2,
        PerSecond = 0.32m,
    };

    private static readonly ModelDefinition Veo31Fast = Veo31 with { Id = "veo3.1_fast", PerSecond = 0.12m };

    public IReadOnlyList<ModelDefinition> Models { get; } = [.. ids.Distinct(StringComparer.Ordinal).Select(DefinitionOf)];

    public ModelDefinition? Find(string id) => Models.FirstOrDefault(model => model.Id == id);

    private static ModelDefinition DefinitionOf(string model) => model switch
    {
        "gen3a_turbo" => Gen3aTurbo,
        "gen4.5" => Gen45,
        "veo3.1" => Veo31,
        "veo3.1_fast" => Veo31Fast,
        _ => Gen4Turbo with { Id = model },
    };
}
