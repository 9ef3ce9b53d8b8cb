using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.SemanticKernel.Functions;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Settings;
using Microsoft.Extensions.Options;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>What a model reads names what can be set in this very program, and whom to tell: an app's user can set nothing.</summary>
public sealed class SettingNameTests
{
    public static TheoryData<Filling> Ways => [.. Enum.GetValues<Filling>()];

    [Theory, MemberData(nameof(Ways))]
    public async Task Replies_WithoutKey_NameTheKeysSetting(Filling way)
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.Fill(way).ApiKey = null);

        var create = await lab.CreateErrorAsync();
        var validate = await lab.CallAsync<ValidateReply>("validate_video_request", ToolLab.Create());

        Assert.All([create.Message, validate.Message], message =>
        {
            IsNamed(way, nameof(CometRunwayOptions.ApiKey), message);
            Assert.Equal(way == Filling.Variables, message.Contains("--sandbox", StringComparison.Ordinal));
            Assert.Equal(way != Filling.Variables, message.Contains(FilledOptions.Asked(Filling.Code), StringComparison.Ordinal));
        });
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Replies_WithoutFolders_NameTheirSetting(Filling way)
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.Fill(way).AllowedDirectories = []);

        var found = await lab.CallAsync<ImagesReply>("find_images", "{}");
        var create = await lab.CreateErrorAsync();

        Assert.All([found.Message, create.Message], message => IsAsked(way, nameof(CometRunwayOptions.AllowedDirectories), message));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Replies_OverAnyLimit_NameIt(Filling way)
    {
        await using var hour = await ToolLab.StartAsync(configure: options => options.Fill(way).MaxTasksPerHour = 0);
        await using var day = await ToolLab.StartAsync(configure: options => options.Fill(way).MaxTasksPerDay = 0);
        await using var seconds = await ToolLab.StartAsync(configure: options => options.Fill(way).MaxSecondsPerDay = 0);

        IsAsked(way, nameof(CometRunwayOptions.MaxTasksPerHour), (await hour.CreateErrorAsync()).Message);
        IsAsked(way, nameof(CometRunwayOptions.MaxTasksPerDay), (await day.CreateErrorAsync()).Message);
        IsAsked(way, nameof(CometRunwayOptions.MaxSecondsPerDay), (await seconds.CreateErrorAsync()).Message);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Replies_AboutUploads_NameTheCommandsSetting(Filling way)
    {
        await using var without = await ToolLab.StartAsync(configure: options => options.Fill(way), refuseDataUris: true);
        await using var missing = await ToolLab.StartAsync(configure: options => options.Fill(way).UploadCommand = "no-such-program-of-ours");

        IsAsked(way, nameof(CometRunwayOptions.UploadCommand), (await without.CreateErrorAsync()).Message);
        IsNamed(way, nameof(CometRunwayOptions.UploadCommand), (await missing.CreateErrorAsync()).Message);
    }

    [Theory, MemberData(nameof(Ways))]
    public void Failures_OfKeyAndAddress_NameTheirSettings(Filling way)
    {
        var names = new CometRunwayOptions().Fill(way).Names;

        IsAsked(way, nameof(CometRunwayOptions.ApiKey), Failures.Of(new CometApiException(ApiErrorKind.InvalidKey, 401, "x"), names).Message);
        IsNamed(way, nameof(CometRunwayOptions.BaseAddress), Failures.Of(new CometApiException(ApiErrorKind.WrongAddress, 404, "x"), names).Message);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Selection_ThatCannotBe_NamesItsSettings(Filling way)
    {
        await using var unknown = await ToolLab.StartAsync(configure: options => options.Fill(way, ("Tools", "make_coffee")));
        await using var nothing = await ToolLab.StartAsync(configure: options => options.Fill(way, ("Tools", "create_video_from_image"), ("ReadOnly", "on")));

        var noTool = Assert.Throws<OptionsValidationException>(() => unknown.Functions.StrictFunctions);
        var none = Assert.Throws<OptionsValidationException>(() => nothing.Functions.StrictFunctions);

        IsNamed(way, nameof(CometRunwayOptions.Tools), noTool.Message);
        Assert.Equal([FilledOptions.Name(way, nameof(CometRunwayOptions.Tools)), FilledOptions.Name(way, nameof(CometRunwayOptions.ReadOnly))], FilledOptions.NamesIn(none.Message));
    }

    [Fact]
    public async Task Selection_ToolsAreNull_IsOneErrorOfTheirSetting()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.Tools = null!);

        var error = Assert.Throws<OptionsValidationException>(() => lab.Functions);

        Assert.Equal(["CometRunwayOptions.Tools"], FilledOptions.NamesIn(Assert.Single(error.Failures)));
    }

    private static void IsNamed(Filling way, string property, string message) =>
        Assert.Equal(FilledOptions.Name(way, property), Assert.Single(FilledOptions.NamesIn(message)));

    /// <summary>Named, and in words that fit who can set it.</summary>
    private static void IsAsked(Filling way, string property, string message)
    {
        IsNamed(way, property, message);
        Assert.Equal(FilledOptions.Asked(way), FilledOptions.AskedIn(message));
        Assert.Contains(new CometRunwayOptions().Fill(way).Names.InWords(property), message, StringComparison.Ordinal);
    }
}
