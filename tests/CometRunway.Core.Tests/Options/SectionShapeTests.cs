using CometRunway.Options;

namespace CometRunway.Core.Tests.Options;

/// <summary>A setting that has the wrong shape restricts nothing, so it is an error.</summary>
public sealed class SectionShapeTests
{
    public static TheoryData<string> SingleValues => [.. CometRunwaySettings.All.Where(setting => !setting.IsList).Select(setting => setting.Name)];

    public static TheoryData<string> Lists => [.. CometRunwaySettings.All.Where(setting => setting.IsList).Select(setting => setting.Name)];

    [Theory, MemberData(nameof(SingleValues))]
    public async Task Start_OneValueAsArrayOrSection_IsAnErrorOfItsSetting(string name)
    {
        (string, string?)[][] shapes = [[($"{name}:0", "7")], [($"{name}:Value", "7")], [(name, "7"), ($"{name}:0", "7")], [($"{name}:a:b", "7")]];

        foreach (var shape in shapes)
            Assert.Equal([$"CometRunway:{name}"], (await StartedApp.OfKeysAsync(shape)).Refused);
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task Start_MalformedList_IsAnErrorOfItsSetting(string name)
    {
        (string, string?)[][] shapes =
        [
            [($"{name}:a:b", "get_video")], [($"{name}:a", "get_video")], [($"{name}:0:0", "get_video")], [($"{name}:0", "")], [($"{name}:0", " ")],
            [($"{name}:0", null)], [($"{name}:0", "${ITEM}")], [($"{name}:0", "get_video"), ($"{name}:1", "")], [($"{name}:0", "get_video"), ($"{name}:1:x", "get_video")],
            [(name, "get_video"), ($"{name}:0", "list_videos")], [(name, $"{Path.PathSeparator} {Path.PathSeparator}")],
        ];

        foreach (var shape in shapes)
            Assert.Equal([$"CometRunway:{name}"], (await StartedApp.OfKeysAsync(shape)).Refused);
    }

    [Theory]
    [InlineData("""{"CometRunway":{"Tools":[[]]}}""", "CometRunway:Tools")]
    [InlineData("""{"CometRunway":{"Tools":[null]}}""", "CometRunway:Tools")]
    [InlineData("""{"CometRunway":{"Tools":[{"name":"get_video"}]}}""", "CometRunway:Tools")]
    [InlineData("""{"CometRunway":{"Tools":{"get_video":true}}}""", "CometRunway:Tools")]
    [InlineData("""{"CometRunway":{"MaxTasksPerDay":{"Value":0}}}""", "CometRunway:MaxTasksPerDay")]
    [InlineData("""{"CometRunway":"MaxTasksPerDay"}""", "CometRunway")]
    [InlineData("""{"CometRunway":[{"MaxTasksPerDay":0}]}""", "CometRunway")]
    public async Task Start_MalformedJson_IsAnErrorOfItsSetting(string json, string refused) =>
        Assert.Contains(refused, (await StartedApp.OfJsonAsync(json)).Refused);

    /// <summary>Ignored, it would merge all users of an app.</summary>
    [Theory]
    [InlineData("CallerId")]
    [InlineData("CallerId:0")]
    [InlineData("CallerId:Value")]
    [InlineData("callerid:a:b")]
    public async Task Start_CallerIdInAnyShape_IsAnError(string key) =>
        Assert.Equal(["CometRunway:CallerId"], (await StartedApp.OfKeysAsync((key, "ada"))).Refused);

    [Theory]
    [InlineData("""{"CometRunway":{"Tools":[],"AllowedDirectories":"","MaxTasksPerDay":null}}""")]
    [InlineData("""{"CometRunway":{"Tools":["get_video","list_videos"],"MaxTasksPerDay":"3"}}""")]
    [InlineData("""{"CometRunway":{"Tools":"get_video,,list_videos,"}}""")]
    public async Task Start_BlankOrWellFormed_IsNoError(string json) => Assert.Empty((await StartedApp.OfJsonAsync(json)).Failures);

    [Fact]
    public void Variables_ListWithoutItems_IsAnErrorOfTheVariable()
    {
        var options = new CometRunwayOptions();

        SettingReader.FromVariables(new Dictionary<string, string> { ["COMETRUNWAY_TOOLS"] = " , " }, options);

        Assert.True(options.Findings.IsInvalid("Tools"));
        Assert.StartsWith("COMETRUNWAY_TOOLS ", Assert.Single(options.Findings.Problems), StringComparison.Ordinal);
    }
}
