using CometRunway.Options;
using CometRunway.TestKit.Settings;

namespace CometRunway.Core.Tests.Options;

/// <summary>A name that means one of the settings is an error, because the default would apply. A name of a newer version is a warning.</summary>
public sealed class SimilarNameTests
{
    private const int IgnoredSetting = 40;

    [Theory]
    [InlineData("TasksPerHour", "MaxTasksPerHour")]
    [InlineData("MaxTasksHour", "MaxTasksPerHour")]
    [InlineData("MaximumTasksPerHour", "MaxTasksPerHour")]
    [InlineData("MaxTasksPerHourAndUser", "MaxTasksPerHour")]
    [InlineData("LimitTasksPerDay", "MaxTasksPerDay")]
    [InlineData("MaxTasksPerWeek", "MaxTasksPerHour")]
    [InlineData("MAX-SECONDS-DAY", "MaxSecondsPerDay")]
    [InlineData("COMETRUNWAY_MAX_TASKS_PER_HOUR", "MaxTasksPerHour")]
    [InlineData("maxtasksperhourlimit", "MaxTasksPerHour")]
    [InlineData("ReadOnlyMode", "ReadOnly")]
    [InlineData("IsReadOnly", "ReadOnly")]
    [InlineData("AllowedTools", "Tools")]
    [InlineData("ToolNames", "Tools")]
    [InlineData("APIKeyValue", "ApiKey")]
    [InlineData("AllowedDirectory", "AllowedDirectories")]
    [InlineData("ReadRequestTimeout", "ReadTimeout")]
    [InlineData("DuplicateWindowSeconds", "DuplicateWindow")]
    [InlineData("Limits:MaxTasksPerHour", "MaxTasksPerHour")]
    [InlineData("A:readonly", "ReadOnly")]
    public async Task Start_KeyWithTheWordsOfASetting_IsAnErrorThatNamesBoth(string key, string meant)
    {
        var app = await StartedApp.OfKeysAsync((key, "0"));

        Assert.Equal([$"CometRunway:{key}"], app.Refused);
        Assert.Contains($" CometRunway:{meant}?", Assert.Single(app.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("COMETRUNWAY_TASKS_PER_HOUR", "COMETRUNWAY_MAX_TASKS_PER_HOUR")]
    [InlineData("COMETRUNWAY_MAX_TASKS_HOUR", "COMETRUNWAY_MAX_TASKS_PER_HOUR")]
    [InlineData("COMETRUNWAY_MAXIMUM_TASKS_PER_HOUR", "COMETRUNWAY_MAX_TASKS_PER_HOUR")]
    [InlineData("COMETRUNWAY_READ_ONLY_MODE", "COMETRUNWAY_READ_ONLY")]
    [InlineData("COMETRUNWAY_ALLOWED_TOOLS", "COMETRUNWAY_TOOLS")]
    [InlineData("COMETRUNWAY_USE_SANDBOX", "COMETRUNWAY_SANDBOX")]
    [InlineData("COMETRUNWAY_API_KEY", "COMETAPI_KEY")]
    [InlineData("COMETRUNWAY_KEY", "COMETAPI_KEY")]
    [InlineData("COMETRUNWAY_BASE_URL", "COMETAPI_BASE_URL")]
    [InlineData("COMETRUNWAY_BASE_ADDRESS", "COMETAPI_BASE_URL")]
    public void Variables_NameWithTheWordsOfASetting_IsAnErrorThatNamesBoth(string variable, string meant)
    {
        var findings = Find(variable);

        Assert.Equal([variable, meant], FilledOptions.NamesIn(Assert.Single(findings.Problems)));
        Assert.Empty(findings.Unknown);
    }

    /// <summary>After a rollback the settings of the newer version are still there.</summary>
    [Theory]
    [InlineData("Budget")]
    [InlineData("DryRun")]
    [InlineData("Colour")]
    [InlineData("WebhookAddress")]
    [InlineData("DownloadTimeout")]
    [InlineData("DuplicatePolicy")]
    [InlineData("OutputFormat")]
    [InlineData("Storage:Kind")]
    [InlineData("Thread")]
    public async Task Start_OtherKey_IsAWarning(string key)
    {
        var app = await StartedApp.OfKeysAsync((key, "0"));

        Assert.Empty(app.Failures);
        Assert.Equal($"CometRunway:{key.Split(':')[0]}", Assert.Single(app.Warnings(IgnoredSetting))["Setting"]);
    }

    [Theory]
    [InlineData("COMETRUNWAY_KEY_FILE")]
    [InlineData("COMETRUNWAY_WEBHOOK")]
    [InlineData("COMETRUNWAY_DOWNLOAD_TIMEOUT")]
    [InlineData("COMETRUNWAY_ACCEPT_SNAPSHOTS")]
    public void Variables_OtherName_IsAWarning(string variable)
    {
        var findings = Find(variable);

        Assert.Empty(findings.Problems);
        Assert.Equal([variable], findings.Unknown);
    }

    [Theory]
    [InlineData("COMETRUNWAY_TOOLS_PORT")]
    [InlineData("COMETRUNWAY_TOOLS_PORT_80_TCP_ADDR")]
    [InlineData("COMETRUNWAY_TOOLS_SERVICE_HOST")]
    [InlineData("COMETAPI_KEY_2")]
    [InlineData("COMETAPI_KEY2")]
    [InlineData("CometRunway__ReadOnly")]
    public void Variables_OfAnotherProgram_IsIgnored(string variable)
    {
        var findings = Find(variable);

        Assert.Empty(findings.Problems);
        Assert.Empty(findings.Unknown);
    }

    [Theory]
    [InlineData("COMETRUNWAY__READ_ONLY", "COMETRUNWAY_READ_ONLY")]
    [InlineData("COMETRUNWAY_MAX__TASKS_PER_HOUR", "COMETRUNWAY_MAX_TASKS_PER_HOUR")]
    public void Variables_OneUnderscoreTooMany_IsAnErrorThatNamesBoth(string variable, string meant)
    {
        var problem = Assert.Single(Find(variable).Problems);

        Assert.Contains(variable, problem, StringComparison.Ordinal);
        Assert.Contains(meant, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tenants:0:ApiKey")]
    [InlineData("Ui:Tools")]
    public async Task Start_OwnKeysOfAnAppInDeeperSections_AreAWarning(string key) =>
        Assert.Empty((await StartedApp.OfKeysAsync((key, "0"))).Failures);

    [Fact]
    public void Find_EveryKnownName_IsItself()
    {
        KnownName[] known = [.. CometRunwaySettings.All.Select(setting => new KnownName(setting.Name, setting.Name))];

        Assert.All(CometRunwaySettings.All, setting => Assert.Equal(setting.Name, NameSimilarity.Find(setting.Name, known)));
    }

    [Theory]
    [InlineData("MaxTasksPerHour", "max tasks per hour")]
    [InlineData("MAX_TASKS_PER_HOUR", "max tasks per hour")]
    [InlineData("max-tasks-per-hour", "max tasks per hour")]
    [InlineData("APIKey", "api key")]
    [InlineData("Key2Value", "key2 value")]
    [InlineData("__", "")]
    [InlineData("", "")]
    public void Words_OfAName_AreInLowerCase(string name, string words) => Assert.Equal(words, string.Join(' ', NameWords.Of(name)));

    private static SettingFindings Find(string variable)
    {
        var options = new CometRunwayOptions();
        SettingReader.FromVariables(new Dictionary<string, string> { [variable] = "0" }, options, "COMETRUNWAY_SANDBOX", "COMETRUNWAY_SANDBOX_EXE");
        return options.Findings;
    }
}
