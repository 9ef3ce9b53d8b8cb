using System.Net;
using CometRunway.Catalog;
using CometRunway.Options;
using CometRunway.Sandbox.Faults;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Settings;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>What an agent asks before anything else: what is there, what does it cost, does anything stand in the way.</summary>
public sealed class OptionsTests
{
    [Fact]
    public async Task Options_NothingWrong_TellsTheCatalogueTheOfferAndThePlaces()
    {
        await using var lab = await ToolLab.StartAsync();

        var reply = await OptionsAsync(lab);

        Assert.True(reply.Ready);
        Assert.Null(reply.Problems);
        Assert.Equal(ModelCatalog.Default.Models.Select(m => m.Id), reply.Models.Select(m => m.Id));
        Assert.All(reply.Models, row => Assert.Equal(ModelCatalog.Default.Find(row.Id)!.Ratios, row.Ratios));
        Assert.All(reply.Models, row => Assert.Equal(ModelCatalog.Default.Find(row.Id)!.Durations, row.Seconds));
        Assert.Equal([lab.Sandbox.Home.Album], reply.ImageFolders);
        Assert.Equal(lab.Sandbox.Home.Videos, reply.OutputFolder);
        Assert.All(["10", "30", "300"], limit => Assert.Matches($@"\b{limit}\b", reply.Budget));
        Assert.Contains("512", reply.Prompt, StringComparison.Ordinal);
        Assert.StartsWith("sandbox ", reply.Service, StringComparison.Ordinal);
        Assert.Contains(lab.Sandbox.Server.BaseAddress.Authority, reply.Service, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_ForAllModels_IsSmall()
    {
        await using var lab = await ToolLab.StartAsync();

        var reply = await OptionsAsync(lab);

        Assert.InRange(reply.ToJson().Length, 500, 3000);
    }

    [Fact]
    public async Task Options_Asked_ChangesNothingAndAsksTheGatewayOnce()
    {
        await using var lab = await ToolLab.StartAsync();

        await OptionsAsync(lab);
        await OptionsAsync(lab, "gen4_turbo");

        Assert.Single(lab.Sandbox.Journal.Requests);
        Assert.Equal("models", lab.Sandbox.Journal.Requests[0].Route);
        Assert.False(Directory.Exists(lab.Sandbox.Home.Videos));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Options_WithoutKey_AnswersAndSaysWhatToSet(bool placeholder)
    {
        await using var lab = await ToolLab.StartAsync(configure: options => (options.ApiKey, options.ApiKeyWasPlaceholder) = (null, placeholder));

        var reply = await OptionsAsync(lab);

        Assert.False(reply.Ready);
        var problem = Assert.Single(reply.Problems!);
        Assert.Equal(placeholder, problem.Contains("${", StringComparison.Ordinal));
        Assert.Equal(["CometRunwayOptions.ApiKey"], FilledOptions.NamesIn(problem));
        Assert.NotEmpty(reply.Models);
    }

    [Fact]
    public async Task Options_GatewaySilent_SaysThatTheOfferIsUnknownAndStaysReady()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("models", "bad-gateway") { Times = 20 });

        var reply = await OptionsAsync(lab);

        Assert.True(reply.Ready);
        Assert.Single(reply.Problems!);
        // No time of a list that was read.
        Assert.DoesNotContain(reply.Offer, char.IsAsciiDigit);
        Assert.All(reply.Models, row => Assert.Null(row.OnOffer));
        Assert.All(reply.Models, row => Assert.Matches(@"\d{4}-\d{2}", row.Price));
    }

    [Fact]
    public async Task Options_ListLacksModels_TellsWhichAreOnOffer()
    {
        await using var lab = await ListedAsync("""{"data":[{"id":"runwayml_gen4_turbo"},{"id":"runwayml_gen9"},{"id":"gpt-5"}]}""");

        var reply = await OptionsAsync(lab);

        Assert.Equal(["gen4_turbo"], reply.Models.Where(m => m.OnOffer is true).Select(m => m.Id));
        Assert.Equal(["gen9"], reply.AlsoListed);
        Assert.Contains("gen4_turbo", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_DefaultModelNotOnOffer_IsAProblem()
    {
        await using var lab = await ListedAsync("""{"data":[{"id":"gen4_turbo"}]}""", options => options.DefaultModel = "veo3.1");

        var reply = await OptionsAsync(lab);

        var problem = Assert.Single(reply.Problems!);
        Assert.All(["CometRunwayOptions.DefaultModel", "veo3.1", "gen4_turbo"], name => Assert.Contains(name, problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_DefaultModelUnknown_NamesTheNearest()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.DefaultModel = "gen4_tubro");

        var problem = Assert.Single((await OptionsAsync(lab)).Problems!);

        Assert.All(["gen4_tubro", "gen4_turbo"], name => Assert.Contains(name, problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gen4_turbo")]
    [InlineData("Gen-4 Turbo")]
    public async Task Options_OfOneModel_TellsEachLengthsPriceAndTheSources(string name)
    {
        await using var lab = await ToolLab.StartAsync();

        var model = Assert.Single((await OptionsAsync(lab, name)).Models);

        Assert.Equal("gen4_turbo", model.Id);
        Assert.Matches(@"^5 s:.*\$0\.20\b", model.Price);
        Assert.Contains(model.Notes!, note => note.StartsWith("10 s:", StringComparison.Ordinal) && note.Contains("$0.40", StringComparison.Ordinal));
        Assert.All(model.Seconds.Where(s => s != model.DefaultSeconds), s => Assert.Contains(model.Notes!, note => note.StartsWith($"{s} s:", StringComparison.Ordinal) && note.Contains('$', StringComparison.Ordinal)));
        Assert.All(ModelCatalog.Default.Find(model.Id)!.Sources, source => Assert.Contains(model.Notes!, note => note.Contains(source.Source, StringComparison.Ordinal) && note.Contains($"{source.AsOf:yyyy-MM-dd}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Options_OfAModelThatThereIsNot_NamesTheNearestAndListsAll()
    {
        await using var lab = await ToolLab.StartAsync();

        var reply = await OptionsAsync(lab, "veo");

        Assert.All(["\"veo\"", "veo3.1"], name => Assert.Contains(name, reply.Message, StringComparison.Ordinal));
        Assert.Equal(ModelCatalog.Default.Models.Count, reply.Models.Count);
    }

    [Fact]
    public async Task Options_OfAModelThatOnlyTheGatewayLists_SaysThatItsValuesAreGeneral()
    {
        await using var lab = await ListedAsync("""{"data":[{"id":"gen4_turbo"},{"id":"gen9","pricing":{"per_second":0.5}}]}""");

        var model = Assert.Single((await OptionsAsync(lab, "gen9")).Models);

        Assert.True(model.OnOffer);
        Assert.Contains("$2.50", model.Price, StringComparison.Ordinal);
        Assert.Equal(ApiDefaults.Ratios, model.Ratios);
        Assert.Equal(ApiDefaults.BroadestDurations, model.Seconds);
    }

    [Fact]
    public async Task Options_FolderForVideosIsAFile_IsAProblem()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.OutputDirectory = Path.Combine(options.AllowedDirectories[0], "cat.png", "videos"));

        var problem = Assert.Single((await OptionsAsync(lab)).Problems!);

        Assert.Contains(Path.Combine("cat.png", "videos"), problem, StringComparison.Ordinal);
        Assert.Contains("CometRunwayOptions.OutputDirectory", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_ImageFolderMissing_IsNamed()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.AllowedDirectories.Add(Path.Combine(options.AllowedDirectories[0], "typo")));

        var problem = Assert.Single((await OptionsAsync(lab)).Problems!);

        Assert.Contains(Path.Combine(lab.Sandbox.Home.Album, "typo"), problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_LedgerCannotBeUsed_IsNotReadyAndStillAnswers()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.HomeDirectory = Path.Combine(options.AllowedDirectories[0], "cat.png"));

        var reply = await OptionsAsync(lab);

        Assert.False(reply.Ready);
        Assert.Contains(Path.Combine(lab.Sandbox.Home.Album, "cat.png"), Assert.Single(reply.Problems!), StringComparison.Ordinal);
        Assert.Null(reply.Budget);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Options_LimitUsedUp_IsNotReadyAndSaysWhen(int limit)
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.MaxTasksPerHour = limit);
        if (limit > 0)
            await lab.CreateAsync();

        var reply = await OptionsAsync(lab);

        Assert.False(reply.Ready);
        var problem = Assert.Single(reply.Problems!);
        Assert.Equal(["CometRunwayOptions.MaxTasksPerHour"], FilledOptions.NamesIn(problem));
        Assert.Matches($@"\b{limit}\b", problem);
        Assert.Equal(limit > 0, problem.Contains("60 min", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_HostileModelName_IsCapped()
    {
        await using var lab = await ToolLab.StartAsync();

        var reply = await OptionsAsync(lab, new string('x', TextLimits.Name));

        Assert.InRange(reply.Message.Length, 1, 500);
    }

    private static Task<OptionsReply> OptionsAsync(ToolLab lab, string? model = null) =>
        lab.CallAsync<OptionsReply>("get_video_options", model is null ? "{}" : $$"""{"model":"{{model}}"}""");

    private static Task<ToolLab> ListedAsync(string list, Action<CometRunwayOptions>? configure = null) =>
        ToolLab.StartAsync(configure: configure, handler: () => new ScriptedHandler().Answer(HttpStatusCode.OK, list));
}
