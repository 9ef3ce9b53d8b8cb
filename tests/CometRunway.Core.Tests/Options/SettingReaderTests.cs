using System.Text;
using CometRunway.Core.Tests.Api;
using CometRunway.Options;
using CometRunway.TestKit.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Core.Tests.Options;

/// <summary>What people write is converted; what is wrong is said at once, at start, and without values.</summary>
public sealed class SettingReaderTests
{
    private const string Secret = "hunter2";

    private static readonly string[] Everything =
    [
        "BaseAddress", "ApiVersion", "DefaultModel", "NotFoundGracePeriod", "CreateTimeout", "ReadTimeout", "PollInterval", "ProbeRemoteImages",
        "UploadCommand", "OpenOnSave", "DuplicateWindow", "MaxTasksPerHour", "MaxTasksPerDay", "MaxSecondsPerDay", "EnableCancellation", "ReadOnly", "ApiKey",
    ];

    [Fact]
    public void Section_OfJson_TakesNumbersArraysAndTexts()
    {
        var options = Read(
            """
            {
              "CometRunway": {
                "ApiKey": "sk-1", "BaseAddress": "https://proxy.example/comet/v1", "CreateTimeout": 100, "ReadTimeout": 2.5, "PollInterval": "00:01:40",
                "AllowedDirectories": [ "/one", "/two;with:separators" ], "Tools": [ "get_video", "list_videos" ], "MaxTasksPerHour": 3,
                "MaxTasksPerDay": "unlimited", "ReadOnly": true, "EnableCancellation": "on", "OpenOnSave": "player", "DefaultModel": null
              }
            }
            """);

        Assert.Equal("sk-1", options.ApiKey!.Reveal());
        Assert.Equal("https://proxy.example/comet/", options.BaseAddress.AbsoluteUri);
        Assert.Equal((TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(100)), (options.CreateTimeout, options.ReadTimeout, options.PollInterval));
        Assert.Equal(["/one", "/two;with:separators"], options.AllowedDirectories);
        Assert.Equal(["get_video", "list_videos"], options.Tools);
        Assert.Equal((3, null, 300), (options.MaxTasksPerHour, options.MaxTasksPerDay, options.MaxSecondsPerDay));
        Assert.Equal((true, true, OpenTarget.Player, null), (options.ReadOnly, options.EnableCancellation, options.OpenOnSave, options.DefaultModel));
        Assert.Empty(options.Findings.Problems.Concat(options.Findings.Unknown));
    }

    [Fact]
    public void Lists_AsOneText_AreSeparatedInSectionAndVariables()
    {
        var folders = $"/one{Path.PathSeparator} /two";
        var section = new CometRunwayOptions();
        var variables = new CometRunwayOptions();

        SettingReader.FromSection(Section(("AllowedDirectories", folders), ("Tools", "get_video, list_videos")), section);
        SettingReader.FromVariables(new Dictionary<string, string> { ["COMETRUNWAY_ALLOWED_DIRECTORIES"] = folders, ["COMETRUNWAY_TOOLS"] = "get_video, list_videos" }, variables);

        Assert.All([section, variables], options =>
        {
            Assert.Equal(["/one", "/two"], options.AllowedDirectories);
            Assert.Equal(["get_video", "list_videos"], options.Tools);
        });
    }

    /// <summary>The raw type has every key, and each variable reaches its property.</summary>
    [Fact]
    public void Variables_EverySetting_ChangesItsPropertyAlone()
    {
        foreach (var setting in CometRunwaySettings.All)
        {
            var (options, usual) = (new CometRunwayOptions(), new CometRunwayOptions());

            SettingReader.FromVariables(new Dictionary<string, string> { [setting.Variable] = Example(setting.Name) }, options);

            Assert.Empty(options.Findings.Problems);
            var changed = typeof(CometRunwayOptions).GetProperties().Where(property => property.CanWrite && !Same(property.GetValue(options), property.GetValue(usual)));
            Assert.Equal([setting.Name], changed.Select(property => property.Name));
        }
    }

    [Fact]
    public async Task Start_EverythingIsWrong_IsOneErrorWithEachAndNoValue()
    {
        // A key and a version with a space, a command without its closing quote, a range and a type: each kind of error together.
        (string, string)[] values = [.. Everything.Select(name => (name, $"\"{Secret} \u0001")), ("DefaultModle", Secret), ("CallerId", Secret), ("Colour", Secret)];
        using var host = Host(Section(values), new List<string>());

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            Everything.Select(name => $"CometRunway:{name}").Concat(["CometRunway:DefaultModle", "CometRunway:CallerId"]).Order(),
            error.Failures.Select(failure => failure.Split(' ')[0]).Order());
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ReadTimeuot", "ReadTimeout")]
    [InlineData("read_timeout", "ReadTimeout")]
    [InlineData("Tool", "Tools")]
    [InlineData("MaxTaskPerDay", "MaxTasksPerDay")]
    public async Task Start_KeyThatResemblesOurs_IsAnErrorThatNamesBoth(string key, string meant)
    {
        using var host = Host(Section((key, Secret)), []);

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal([$"CometRunway:{key}", $"CometRunway:{meant}"], FilledOptions.NamesIn(Assert.Single(error.Failures)));
    }

    /// <summary>After a rollback the settings of the newer version are still there.</summary>
    [Fact]
    public async Task Start_KeyOfAnotherVersion_IsOneWarningAndTheAppStarts()
    {
        var warnings = new List<string>();
        using var host = Host(Section(("WebhookAddress", Secret), ("Storage:Kind", Secret), ("BaseAddress", "http://127.0.0.1:9")), warnings);

        await host.StartAsync(TestContext.Current.CancellationToken);
        _ = host.Services.GetRequiredService<IOptionsMonitor<CometRunwayOptions>>().CurrentValue;
        _ = host.Services.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["CometRunway:Storage", "CometRunway:WebhookAddress"], warnings.Select(warning => Assert.Single(FilledOptions.NamesIn(warning))).Order());
    }

    /// <summary>A file that is edited while the app runs, into something that could not start, disturbs nobody before the next start.</summary>
    [Fact]
    public void Reload_IntoAMalformedValue_LeavesTheRunningAppAsItStarted()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("CometRunway:ReadTimeout", (string?)"7")]).Build();
        using var services = new ServiceCollection().AddCometRunway(configuration.GetSection("CometRunway")).Services.BuildServiceProvider();
        var before = services.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
        var watched = services.GetRequiredService<IOptionsMonitor<CometRunwayOptions>>();
        Assert.Equal(TimeSpan.FromSeconds(7), watched.CurrentValue.ReadTimeout);

        configuration["CometRunway:ReadTimeout"] = "soon";
        configuration.Reload();

        Assert.Same(before, services.GetRequiredService<IOptions<CometRunwayOptions>>().Value);
        Assert.Equal(TimeSpan.FromSeconds(7), watched.CurrentValue.ReadTimeout);
    }

    [Theory]
    [InlineData("COMETRUNWAY_READ_TIMEOUTS", "COMETRUNWAY_READ_TIMEOUT")]
    [InlineData("cometrunway_read_timeout_", "COMETRUNWAY_READ_TIMEOUT")]
    [InlineData("COMETRUNWAY_SANDBX", "COMETRUNWAY_SANDBOX")]
    [InlineData("COMETAPI_KEYS", "COMETAPI_KEY")]
    public void Variables_OneThatResemblesOurs_IsAnErrorThatNamesBoth(string variable, string meant)
    {
        var findings = Find((variable, Secret));

        // The misspelt name comes first, as it was written.
        var problem = Assert.Single(findings.Problems);
        Assert.StartsWith(variable + " ", problem, StringComparison.Ordinal);
        Assert.Equal(meant, FilledOptions.NamesIn(problem[variable.Length..]).Single());
        Assert.Empty(findings.Unknown);
    }

    [Fact]
    public void Variables_UnknownWithOurPrefix_AreReportedAndOthersAreNot()
    {
        // COMET_API_KEY is another product's, a second key is a person's own, and two underscores make a section's key for an app.
        var findings = Find(
            ("COMETRUNWAY_WEBHOOK", "x"), ("COMETRUNWAY_SANDBOX", "on"), ("COMETAPI_KEY", "sk-1"), ("COMETAPI_KEY2", "sk-2"), ("COMETAPI_ORGANISATION", "x"),
            ("COMET_API_KEY", "x"), ("CometRunway__ReadTimeuot", "x"), ("PATH", "/bin"));

        Assert.Equal(["COMETRUNWAY_WEBHOOK"], findings.Unknown);
        Assert.Empty(findings.Problems);
    }

    [Fact]
    public void Section_ListForOneValue_IsRefused()
    {
        var options = new CometRunwayOptions();

        SettingReader.FromSection(Section(("DefaultModel:0", Secret)), options);

        Assert.True(options.Findings.IsInvalid("DefaultModel"));
        Assert.StartsWith("CometRunway:DefaultModel ", Assert.Single(options.Findings.Problems), StringComparison.Ordinal);
    }

    /// <summary>Whether five seconds are too few depends on the address: one that cannot be read is one error, not two.</summary>
    [Fact]
    public void Validation_AddressCannotBeRead_DoesNotJudgeThePollInterval()
    {
        var error = Assert.Throws<OptionsValidationException>(() => new ClientRig(options =>
            SettingReader.FromSection(Section(("BaseAddress", "localhost"), ("PollInterval", "1")), options)));

        Assert.StartsWith("CometRunway:BaseAddress", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_OfTheTable_AreTheNameInCapitalsButForTheSharedOnes()
    {
        Assert.Equal(["COMETAPI_KEY", "COMETAPI_BASE_URL"], CometRunwaySettings.All.Select(setting => setting.Variable).Where(variable => !variable.StartsWith("COMETRUNWAY_", StringComparison.Ordinal)));
        Assert.All(CometRunwaySettings.All.Skip(2), setting => Assert.Equal("COMETRUNWAY" + string.Concat(setting.Name.Select(c => char.IsUpper(c) ? $"_{c}" : $"{c}")).ToUpperInvariant(), setting.Variable));
    }

    private static string Example(string property) => property switch
    {
        nameof(CometRunwayOptions.BaseAddress) => "https://proxy.example",
        nameof(CometRunwayOptions.OpenOnSave) => "folder",
        nameof(CometRunwayOptions.ProbeRemoteImages) or nameof(CometRunwayOptions.EnableCancellation) or nameof(CometRunwayOptions.ReadOnly) => "on",
        _ => "7",
    };

    private static bool Same(object? one, object? other) => one is IList<string> list ? list.SequenceEqual((IList<string>)other!) : Equals(one, other);

    private static SettingFindings Find(params (string Name, string Value)[] variables)
    {
        var options = new CometRunwayOptions();
        SettingReader.FromVariables(variables.ToDictionary(variable => variable.Name, variable => variable.Value), options, "COMETRUNWAY_SANDBOX");
        return options.Findings;
    }

    private static CometRunwayOptions Read(string json)
    {
        var options = new CometRunwayOptions();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        SettingReader.FromSection(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("CometRunway"), options);
        return options;
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"CometRunway:{value.Key}", (string?)value.Value)))
        .Build()
        .GetSection("CometRunway");

    private static IHost Host(IConfigurationSection section, List<string> warnings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(new Recorder(warnings));
        builder.Services.AddCometRunway(section);
        return builder.Build();
    }

    private sealed class Recorder(List<string> warnings) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => categoryName == "CometRunway.Options.CometRunwayOptionsValidator" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => warnings.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
