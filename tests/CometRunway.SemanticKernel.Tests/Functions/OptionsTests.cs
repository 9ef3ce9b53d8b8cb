using System.Net;
using CometRunway.Catalog;
using CometRunway.Options;
using CometRunway.Sandbox.Faults;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Http;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>What an agent asks before anything else: what is there, what does it cost, does anything stand in the way.</summary>
public sealed class OptionsTests
{
    [Fact]
    public async Task Options_NothingWrong_TellsTheCatalogueTheOfferAndThePlaces()
    {
        await using var lab = await ToolLab.StartAsync();

        var reply = await OptionsAsync(lab);

        Assert.StartsWith("Ready to create.", reply.Message, StringComparison.Ordinal);
        Assert.True(reply.Ready);
        Assert.Null(reply.Problems);
        Assert.Equal(ModelCatalog.Default.Models.Select(m => m.Id), reply.Models.Select(m => m.Id));
        Assert.All(reply.Models, row => Assert.Equal(ModelCatalog.Default.Find(row.Id)!.Ratios, row.Ratios));
        Assert.All(reply.Models, row => Assert.Equal(ModelCatalog.Default.Find(row.Id)!.Durations, row.Seconds));
        Assert.Equal([lab.Sandbox.Home.Album], reply.ImageFolders);
        Assert.Equal(lab.Sandbox.Home.Videos, reply.OutputFolder);
        Assert.Contains("10 tasks this hour, 30 tasks in 24 h, 300 s of video in 24 h", reply.Budget, StringComparison.Ordinal);
        Assert.Contains("512 characters", reply.Prompt, StringComparison.Ordinal);
        Assert.StartsWith("sandbox at http://127.0.0.1:", reply.Service, StringComparison.Ordinal);
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
    [InlineData(false, "There is no API key")]
    [InlineData(true, "placeholder")]
    public async Task Options_WithoutKey_AnswersAndSaysWhatToSet(bool placeholder, string words)
    {
        await using var lab = await ToolLab.StartAsync(configure: options => (options.ApiKey, options.ApiKeyWasPlaceholder) = (null, placeholder));

        var reply = await OptionsAsync(lab);

        Assert.StartsWith("Not ready", reply.Message, StringComparison.Ordinal);
        Assert.False(reply.Ready);
        var problem = Assert.Single(reply.Problems!);
        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.Contains("the app's setting CometRunwayOptions.ApiKey", problem, StringComparison.Ordinal);
        Assert.NotEmpty(reply.Models);
    }

    [Fact]
    public async Task Options_GatewaySilent_SaysThatTheOfferIsUnknownAndStaysReady()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("models", "bad-gateway") { Times = 20 });

        var reply = await OptionsAsync(lab);

        Assert.True(reply.Ready);
        Assert.Contains("could not be read", reply.Offer, StringComparison.Ordinal);
        Assert.Contains("could not be read", Assert.Single(reply.Problems!), StringComparison.Ordinal);
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
        Assert.Contains("CometRunwayOptions.DefaultModel, veo3.1, is not on the gateway's list", problem, StringComparison.Ordinal);
        Assert.Contains("gen4_turbo", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_DefaultModelUnknown_NamesTheNearest()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.DefaultModel = "gen4_tubro");

        var problem = Assert.Single((await OptionsAsync(lab)).Problems!);

        Assert.Contains("gen4_turbo may be meant", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gen4_turbo")]
    [InlineData("Gen-4 Turbo")]
    public async Task Options_OfOneModel_TellsEachLengthsPriceAndTheSources(string name)
    {
        await using var lab = await ToolLab.StartAsync();

        var model = Assert.Single((await OptionsAsync(lab, name)).Models);

        Assert.Equal("gen4_turbo", model.Id);
        Assert.Contains("5 s: price about $0.20 (the gateway's list of", model.Price, StringComparison.Ordinal);
        Assert.Contains(model.Notes!, note => note.StartsWith("10 s: price about $0.40", StringComparison.Ordinal));
        Assert.All(model.Seconds.Where(s => s != model.DefaultSeconds), s => Assert.Contains(model.Notes!, note => note.StartsWith($"{s} s: price", StringComparison.Ordinal)));
        Assert.Contains(model.Notes!, note => note.Contains("(Runway's API reference, 2026-08-08)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_OfAModelThatThereIsNot_NamesTheNearestAndListsAll()
    {
        await using var lab = await ToolLab.StartAsync();

        var reply = await OptionsAsync(lab, "veo");

        Assert.Contains("There is no model \"veo\"", reply.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean veo3.1?", reply.Message, StringComparison.Ordinal);
        Assert.Equal(ModelCatalog.Default.Models.Count, reply.Models.Count);
    }

    [Fact]
    public async Task Options_OfAModelThatOnlyTheGatewayLists_SaysThatItsValuesAreGeneral()
    {
        await using var lab = await ListedAsync("""{"data":[{"id":"gen4_turbo"},{"id":"gen9","pricing":{"per_second":0.5}}]}""");

        var model = Assert.Single((await OptionsAsync(lab, "gen9")).Models);

        Assert.True(model.OnOffer);
        Assert.Contains("$2.50", model.Price, StringComparison.Ordinal);
        Assert.Contains(model.Notes!, note => note.Contains("not in this tool's table", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_FolderForVideosIsAFile_IsAProblem()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.OutputDirectory = Path.Combine(options.AllowedDirectories[0], "cat.png", "videos"));

        var problem = Assert.Single((await OptionsAsync(lab)).Problems!);

        Assert.Contains("cannot be made, because", problem, StringComparison.Ordinal);
        Assert.Contains("CometRunwayOptions.OutputDirectory", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_ImageFolderMissing_IsNamed()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.AllowedDirectories.Add(Path.Combine(options.AllowedDirectories[0], "typo")));

        var problem = Assert.Single((await OptionsAsync(lab)).Problems!);

        Assert.EndsWith($"typo does not exist.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_LedgerCannotBeUsed_IsNotReadyAndStillAnswers()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.HomeDirectory = Path.Combine(options.AllowedDirectories[0], "cat.png"));

        var reply = await OptionsAsync(lab);

        Assert.False(reply.Ready);
        Assert.Contains("ledger", Assert.Single(reply.Problems!), StringComparison.Ordinal);
        Assert.Null(reply.Budget);
    }

    [Theory]
    [InlineData(0, "CometRunwayOptions.MaxTasksPerHour is 0")]
    [InlineData(1, "limit of 1 in the app's setting CometRunwayOptions.MaxTasksPerHour is used up; a part of it frees up in 60 min")]
    public async Task Options_LimitUsedUp_IsNotReadyAndSaysWhen(int limit, string words)
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.MaxTasksPerHour = limit);
        if (limit > 0)
            await lab.CreateAsync();

        var reply = await OptionsAsync(lab);

        Assert.False(reply.Ready);
        Assert.Contains(words, Assert.Single(reply.Problems!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_HostileModelName_IsCapped()
    {
        await using var lab = await ToolLab.StartAsync();

        var reply = await OptionsAsync(lab, new string('x', 5000));

        Assert.InRange(reply.Message.Length, 1, 500);
    }

    private static Task<OptionsReply> OptionsAsync(ToolLab lab, string? model = null) =>
        lab.CallAsync<OptionsReply>("get_video_options", model is null ? "{}" : $$"""{"model":"{{model}}"}""");

    private static Task<ToolLab> ListedAsync(string list, Action<CometRunwayOptions>? configure = null) =>
        ToolLab.StartAsync(configure: configure, handler: () => new ScriptedHandler().Answer(HttpStatusCode.OK, list));
}
