using CometRunway.Core.Tests.Api;
using CometRunway.Images;
using CometRunway.Options;
using CometRunway.TestKit.Settings;
using CometRunway.TestKit.Snapshots;
using Microsoft.Extensions.Options;

namespace CometRunway.Core.Tests.Options;

/// <summary>What is said about settings that cannot work, word for word.</summary>
public sealed class SettingSentenceTests
{
    [Fact]
    public void Validation_EveryProblem_SaysWhatIsKept()
    {
        var sentences = new Sentences("settings");
        (string Setting, string Text)[] malformed =
        [
            ("ApiKey", "a b"), ("ApiVersion", "a b"), ("DefaultModel", new('m', 201)), ("CreateTimeout", "0"), ("ReadTimeout", "soon"), ("PollInterval", "1"), ("UploadCommand", "\"open"),
            ("OpenOnSave", "window"), ("EnableCancellation", "perhaps"), ("MaxTasksPerHour", "many"), ("CallerId", "user-17"), ("ReadTimeuot", "7"), ("DefaultModel:0", "veo3.1"),
            ("TasksPerHour", "7"), ("Tools:a:b", "get_video"), ("Tools", ","),
        ];
        (string Name, string Address)[] addresses =
        [
            ("relative", "localhost"), ("with credentials", "https://user:secret@proxy.example"), ("with a query", "https://proxy.example?a=secret"),
            ("plain http", "http://proxy.example"), ("another scheme", "ftp://proxy.example"),
        ];

        foreach (var (setting, text) in malformed)
            sentences.Add(setting, Failures(options => options.Fill(Filling.Section, (setting, text))));
        sentences.Add("a list in two shapes", Failures(options => options.Fill(Filling.Section, ("Tools", "get_video"), ("Tools:0", "get_video"))));
        sentences.Add("an array in place of the section", Failures(options => options.Fill(Filling.Section, ("0", "7"))));
        foreach (var (name, address) in addresses)
            sentences.Add($"BaseAddress, {name}", Failures(options => options.Fill(Filling.Section, ("BaseAddress", address))));
        sentences.Add("of code", Failures(options =>
        {
            options.FfmpegPath = " ";
            (options.NotFoundGracePeriod, options.DuplicateWindow) = (TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(-1));
            options.MaxTasksPerHour = -1;
            (options.HomeDirectory, options.AllowedDirectories, options.Tools) = ("", null!, null!);
            (options.OpenOnSave, options.CallerId, options.PollInterval) = ((OpenTarget)99, " ", TimeSpan.MaxValue);
        }));
        foreach (var way in Enum.GetValues<Filling>())
            sentences.Add($"asks for a setting, {way}", new ImageLoader(ImageFolders.FromOptions(new CometRunwayOptions().Fill(way))).Load("/a.png").Violation!.Problem);
        sentences.Verify();
    }

    private static IEnumerable<string> Failures(Action<CometRunwayOptions> configure) =>
        Assert.Throws<OptionsValidationException>(() => new ClientRig(configure)).Failures;
}
