using CometRunway.Core.Tests.Api;
using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.Core.Tests.Options;

/// <summary>Values that only code can set are validated too, and a message about them names the property.</summary>
public sealed class CodeOptionsTests
{
    private static readonly (string Property, Action<CometRunwayOptions> Set)[] Invalid =
    [
        ("BaseAddress", static options => options.BaseAddress = null!),
        ("BaseAddress", static options => options.BaseAddress = new Uri("/x", UriKind.Relative)),
        ("ApiVersion", static options => options.ApiVersion = null!),
        ("DuplicateWindow", static options => options.DuplicateWindow = TimeSpan.MaxValue),
        ("DuplicateWindow", static options => options.DuplicateWindow = TimeSpan.FromDays(1_000_000)),
        ("DuplicateWindow", static options => options.DuplicateWindow = TimeSpan.FromDays(366) + TimeSpan.FromTicks(1)),
        ("NotFoundGracePeriod", static options => options.NotFoundGracePeriod = TimeSpan.MaxValue),
        ("PollInterval", static options => options.PollInterval = TimeSpan.MaxValue),
        ("PollInterval", static options => options.PollInterval = TimeSpan.FromDays(60)),
        ("CreateTimeout", static options => options.CreateTimeout = TimeSpan.MaxValue),
        ("AllowedDirectories", static options => options.AllowedDirectories = null!),
        ("AllowedDirectories", static options => options.AllowedDirectories = [null!]),
        ("AllowedDirectories", static options => options.AllowedDirectories = ["/a", " "]),
        ("AllowedDirectories", static options => options.AllowedDirectories = ["/a\0b"]),
        ("Tools", static options => options.Tools = null!),
        ("Tools", static options => options.Tools = [""]),
        ("Tools", static options => options.Tools = [null!]),
        ("HomeDirectory", static options => options.HomeDirectory = ""),
        ("HomeDirectory", static options => options.HomeDirectory = "a\0b"),
        ("OutputDirectory", static options => options.OutputDirectory = " "),
        ("OutputDirectory", static options => options.OutputDirectory = "\0"),
        ("OpenOnSave", static options => options.OpenOnSave = (OpenTarget)99),
        ("CallerId", static options => options.CallerId = " "),
        ("CallerId", static options => options.CallerId = ""),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Invalid.Length)];

    [Theory, MemberData(nameof(Cases))]
    public void Validation_ValueThatCannotWork_IsOneErrorOfItsProperty(int index)
    {
        var (property, set) = Invalid[index];

        var error = Assert.Throws<OptionsValidationException>(() => new ClientRig(set));

        Assert.StartsWith($"CometRunwayOptions.{property} ", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_ValuesAtTheBounds_AreAccepted()
    {
        var error = Record.Exception(() => new ClientRig(options =>
        {
            (options.DuplicateWindow, options.NotFoundGracePeriod) = (TimeSpan.FromDays(366), TimeSpan.FromDays(366));
            (options.CreateTimeout, options.ReadTimeout, options.PollInterval) = (TimeSpan.FromHours(1), TimeSpan.FromTicks(1), TimeSpan.FromDays(1));
            (options.HomeDirectory, options.OutputDirectory, options.CallerId) = (null, null, null);
        }).Dispose());

        Assert.Null(error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Validation_CodeOverOrBeforeSections_NamesWhatHasTheValue(bool codeIsFirst)
    {
        var services = new ServiceCollection().AddLogging();
        Action<CometRunwayOptions> code = options => (options.MaxTasksPerHour, options.MaxSecondsPerDay, options.FfmpegPath) = (-5, -6, " ");
        if (codeIsFirst)
            services.AddCometRunway(code);
        services.AddCometRunway(Section("A", ("CreateTimeout", "7200"), ("ReadTimeout", "0")));
        services.AddCometRunway(Section("B", ("ReadTimeout", "7200"), ("PollInterval", "1"), ("MaxTasksPerHour", ""), ("MaxTasksPerDay", "2")));
        if (!codeIsFirst)
            services.AddCometRunway(code);
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<CometRunwayOptions>>().Value);

        Assert.Equal(
            ["A:CreateTimeout", "B:PollInterval", "B:ReadTimeout", "CometRunwayOptions.FfmpegPath", "CometRunwayOptions.MaxSecondsPerDay", "CometRunwayOptions.MaxTasksPerHour"],
            error.Failures.Select(failure => failure.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NameOf_ValueOfASectionThatCodeReplaced_IsTheProperty()
    {
        var options = new CometRunwayOptions();
        SettingReader.FromSection(Section("A", ("MaxTasksPerHour", "3"), ("Tools:0", "get_video"), ("ReadOnly", "on")), options);
        Assert.Equal("A:MaxTasksPerHour A:Tools A:ReadOnly A:DefaultModel", Names(options));

        options.MaxTasksPerHour = 4;
        options.Tools.Add("list_videos");
        options.DefaultModel = "veo3.1";

        Assert.Equal("CometRunwayOptions.MaxTasksPerHour CometRunwayOptions.Tools A:ReadOnly CometRunwayOptions.DefaultModel", Names(options));
    }

    private static string Names(CometRunwayOptions options) => $"{options.NameOf("MaxTasksPerHour")} {options.NameOf("Tools")} {options.NameOf("ReadOnly")} {options.NameOf("DefaultModel")}";

    private static Microsoft.Extensions.Configuration.IConfigurationSection Section(string name, params (string Key, string? Value)[] keys)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager();
        foreach (var (key, value) in keys)
            configuration[$"{name}:{key}"] = value;
        return configuration.GetSection(name);
    }
}
