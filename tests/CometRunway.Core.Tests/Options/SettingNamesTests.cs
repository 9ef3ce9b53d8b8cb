using System.Net;
using CometRunway.Callers;
using CometRunway.Core.Tests.Api;
using CometRunway.Errors;
using CometRunway.Hosting;
using CometRunway.Images;
using CometRunway.Options;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.Core.Tests.Options;

/// <summary>A message names what the person who runs this very program can set, and nothing else.</summary>
public sealed class SettingNamesTests
{
    private static readonly string[] Timed =
    [
        nameof(CometRunwayOptions.NotFoundGracePeriod), nameof(CometRunwayOptions.CreateTimeout), nameof(CometRunwayOptions.ReadTimeout),
        nameof(CometRunwayOptions.PollInterval), nameof(CometRunwayOptions.DuplicateWindow),
    ];

    public static TheoryData<Filling> Ways => [.. Enum.GetValues<Filling>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Filling, string, string> Invalid()
    {
        (string, string)[] values =
        [
            (nameof(CometRunwayOptions.ApiKey), "sk hunter2"), (nameof(CometRunwayOptions.ApiVersion), "a b"),
            (nameof(CometRunwayOptions.DefaultModel), new('m', 201)), (nameof(CometRunwayOptions.UploadCommand), "\"open"),
            (nameof(CometRunwayOptions.CreateTimeout), "0"), (nameof(CometRunwayOptions.ReadTimeout), "7200"),
            (nameof(CometRunwayOptions.PollInterval), "1"),
        ];
        var data = new TheoryData<Filling, string, string>();
        foreach (var way in Enum.GetValues<Filling>())
        {
            foreach (var (property, text) in values)
                data.Add(way, property, text);
        }

        return data;
    }

    [Theory, MemberData(nameof(Invalid))]
    public void Validation_ValueThatCannotWork_NamesItsSettingAsItWasSet(Filling way, string property, string text)
    {
        var error = Assert.Throws<OptionsValidationException>(() => new ClientRig(options => options.Fill(way, (property, text))));

        Assert.StartsWith(FilledOptions.Name(way, property) + " ", error.Message, StringComparison.Ordinal);
        Assert.Single(FilledOptions.NamesIn(error.Message));
    }

    /// <summary>What no text can say, and code can.</summary>
    [Fact]
    public void Validation_EveryCheckOfCode_NamesAProperty()
    {
        var error = Assert.Throws<OptionsValidationException>(() => new ClientRig(options =>
        {
            options.BaseAddress = new Uri("http://example.com");
            options.FfmpegPath = " ";
            (options.NotFoundGracePeriod, options.DuplicateWindow) = (TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(-1));
            (options.MaxTasksPerHour, options.MaxTasksPerDay, options.MaxSecondsPerDay) = (-1, -1, -1);
        }));

        Assert.Equal(
            ["BaseAddress", "FfmpegPath", "NotFoundGracePeriod", "DuplicateWindow", "MaxTasksPerHour", "MaxTasksPerDay", "MaxSecondsPerDay"],
            error.Failures.Select(failure => Assert.Single(FilledOptions.NamesIn(failure)).Split('.')[1]));
    }

    [Theory]
    [InlineData(Filling.Section)]
    [InlineData(Filling.Variables)]
    public void Reading_MalformedText_NamesItsSettingAsItWasRead(Filling way)
    {
        var error = Assert.Throws<OptionsValidationException>(() => new ClientRig(options => options.Fill(way, (nameof(CometRunwayOptions.MaxTasksPerDay), "many"), (nameof(CometRunwayOptions.EnableCancellation), "perhaps"))));

        Assert.Equal(Named(way, nameof(CometRunwayOptions.MaxTasksPerDay), nameof(CometRunwayOptions.EnableCancellation)), FilledOptions.NamesIn(error.Message));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Call_WithoutKey_NamesTheKeysSetting(Filling way)
    {
        using var rig = new ClientRig(options => options.Fill(way).ApiKey = null);
        using var placeholder = new ClientRig(options => options.Fill(way).ApiKey = new ApiKey("${SECRET}"));

        var missing = await Assert.ThrowsAsync<NotConfiguredException>(() => rig.Client.GetAsync(rig.ApiKey, "x", cancellationToken: Token));
        var unexpanded = await Assert.ThrowsAsync<NotConfiguredException>(() => placeholder.Client.GetAsync(placeholder.ApiKey, "x", cancellationToken: Token));

        Assert.All([missing, unexpanded], error => Assert.Equal(Named(way, nameof(CometRunwayOptions.ApiKey)), FilledOptions.NamesIn(error.Message)));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Call_Refused_NamesKeyOrAddress(Filling way)
    {
        using var rig = new ClientRig(options => options.Fill(way));
        rig.Handler.Answer(HttpStatusCode.Unauthorized, """{"error":{"message":"no"}}""");
        rig.Handler.Answer(HttpStatusCode.Found, "");

        var key = await Assert.ThrowsAsync<CometApiException>(() => rig.CreateAsync(ClientRig.Request(), Token));
        var address = await Assert.ThrowsAsync<CometApiException>(() => rig.CreateAsync(ClientRig.Request(), Token));

        Assert.Equal(Named(way, nameof(CometRunwayOptions.ApiKey)), FilledOptions.NamesIn(key.Message));
        Assert.Equal(Named(way, nameof(CometRunwayOptions.BaseAddress)), FilledOptions.NamesIn(address.Message));
    }

    [Theory, MemberData(nameof(Ways))]
    public void Image_OutsideTheFolders_NamesTheirSetting(Filling way)
    {
        using var folder = new TempFolder();
        var none = ImageFolders.FromOptions(new CometRunwayOptions().Fill(way));
        var some = ImageFolders.FromOptions(new CometRunwayOptions().Fill(way, (nameof(CometRunwayOptions.AllowedDirectories), folder.Path)));

        none.TryResolve("/a.png", out _, out var noFolders);
        some.TryResolve("/a.png", out _, out var outside);

        Assert.Equal(("image_no_folders", "image_outside_folders"), (noFolders!.Code, outside!.Code));
        Assert.All([noFolders, outside], violation => Assert.Equal(Named(way, nameof(CometRunwayOptions.AllowedDirectories)), FilledOptions.NamesIn(violation.Problem)));
        // An app's user cannot set anything: a model must not be told to ask them for it.
        Assert.All([noFolders, outside], violation => Assert.Equal(FilledOptions.Asked(way), FilledOptions.AskedIn(violation.Problem)));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Setup_EverythingIsWrong_NamesEachSetting(Filling way)
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var file = Path.Combine(lab.Home.Album, TestHome.ImageName);
        await using var services = lab.Services(options =>
        {
            options.Fill(way).ApiKey = null;
            options.ReadOnly = true;
            options.AllowedDirectories = [];
            (options.OutputDirectory, options.UploadCommand, options.DefaultModel) = (file, "no-such-program-of-ours", "gen9");
            (options.MaxTasksPerHour, options.MaxTasksPerDay, options.MaxSecondsPerDay) = (0, 0, 0);
        }).BuildServiceProvider();

        var caller = await services.GetRequiredService<CallerResolver>().GetAsync(Token);
        var report = await services.GetRequiredService<ConfigurationCheck>().InspectAsync(caller, Token);

        string[] expected = [.. Named(way,
            nameof(CometRunwayOptions.ReadOnly), nameof(CometRunwayOptions.ApiKey), nameof(CometRunwayOptions.MaxTasksPerHour),
            nameof(CometRunwayOptions.MaxTasksPerDay), nameof(CometRunwayOptions.MaxSecondsPerDay), nameof(CometRunwayOptions.OutputDirectory),
            nameof(CometRunwayOptions.AllowedDirectories), nameof(CometRunwayOptions.UploadCommand), nameof(CometRunwayOptions.DefaultModel))];
        Assert.Equal(expected, FilledOptions.NamesIn(string.Join('\n', report.Problems.Select(problem => problem.Text))));
        Assert.Equal(way == Filling.Variables, report.Problems.Any(problem => problem.Text.Contains("--sandbox", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Ways))]
    public void NameOf_WhatOnlyCodeCanSet_IsTheProperty(Filling way) =>
        Assert.Equal("CometRunwayOptions.CallerId", new CometRunwayOptions().Fill(way).NameOf(nameof(CometRunwayOptions.CallerId)));

    [Theory]
    [InlineData("00:01:40", 100)]
    [InlineData("0.00:01:40.5000000", 100.5)]
    [InlineData("100", 100)]
    [InlineData("2.5", 2.5)]
    [InlineData("1", 1)]
    public void Section_Times_AreSecondsOrAsDotNetWritesThem(string text, double seconds)
    {
        var options = new CometRunwayOptions().Fill(Filling.Section, [.. Timed.Select(property => (property, text))]);

        Assert.All(Timed, property => Assert.Equal(TimeSpan.FromSeconds(seconds), typeof(CometRunwayOptions).GetProperty(property)!.GetValue(options)));
    }

    [Theory]
    [InlineData("-00:00:01")]
    [InlineData("367.00:00:00")]
    [InlineData("00:99:00")]
    [InlineData("1.00:00:00:00")]
    [InlineData("NaN")]
    [InlineData("1e400")]
    [InlineData("soon")]
    public void Section_TimeThatIsNone_IsRefusedWithBothForms(string text)
    {
        var error = Assert.Throws<OptionsValidationException>(() => new ClientRig(options => options.Fill(Filling.Section, (nameof(CometRunwayOptions.CreateTimeout), text))));

        Assert.StartsWith("CometRunway:CreateTimeout ", Assert.Single(error.Failures), StringComparison.Ordinal);
        Assert.All(["90", "2.5", "00:01:30"], form => Assert.Contains(form, error.Message, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Named(Filling way, params string[] properties) => properties.Select(property => FilledOptions.Name(way, property));
}
