using CometRunway.Callers;
using CometRunway.Hosting;
using CometRunway.Options;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Options;

/// <summary>What an app logs at start although it can run.</summary>
public sealed class StartWarningTests
{
    private const int MissingFolder = 32;
    private const int IgnoredSetting = 40;
    private const int MissingSection = 41;
    private const int SandboxKey = 42;

    [Theory]
    [InlineData("CometRunwy")]
    [InlineData("Apps:CometRunway")]
    public async Task Start_SectionDoesNotExist_IsOneWarningWithItsPath(string path)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("CometRunway:MaxTasksPerHour", (string?)"0")]).Build();

        var app = await StartedApp.StartAsync(services => services.AddCometRunway(configuration.GetSection(path)));

        Assert.Empty(app.Failures);
        Assert.Equal(path, Assert.Single(app.Warnings(MissingSection))["Section"]);
    }

    [Fact]
    public async Task Start_SectionExistsOrIsNotUsed_IsNoWarning()
    {
        var section = await StartedApp.OfKeysAsync(("MaxTasksPerHour", "0"));
        var code = await StartedApp.StartAsync(services => services.AddCometRunway(options => options.MaxTasksPerHour = 0));

        Assert.Empty(section.Warnings(MissingSection).Concat(code.Warnings(MissingSection)));
    }

    [Fact]
    public async Task Start_SandboxInASection_IsAWarningThatNamesTheAddress()
    {
        var app = await StartedApp.OfKeysAsync(("Sandbox", "on"));

        var fields = Assert.Single(app.Warnings(SandboxKey));
        Assert.Equal(("CometRunway:Sandbox", "CometRunway:BaseAddress"), (fields["Setting"], fields["BaseAddress"]));
        Assert.Empty(app.Failures.Concat(app.Warnings(IgnoredSetting).Select(warning => $"{warning["Setting"]}")));
    }

    [Fact]
    public async Task Start_FolderDoesNotExist_IsOneWarningWithSettingAndFolder()
    {
        using var folder = new TempFolder();
        var missing = Path.Combine(folder.Path, "pictures");

        var section = await StartedApp.OfKeysAsync(("AllowedDirectories:0", folder.Path), ("AllowedDirectories:1", missing));
        var code = await StartedApp.StartAsync(services => services.AddCometRunway(options => options.AllowedDirectories = [missing, folder.Path]));

        Assert.Equal(("CometRunway:AllowedDirectories", missing), Named(Assert.Single(section.Warnings(MissingFolder))));
        Assert.Equal(("CometRunwayOptions.AllowedDirectories", missing), Named(Assert.Single(code.Warnings(MissingFolder))));
    }

    [Fact]
    public async Task Check_FolderDoesNotExist_IsAProblemThatNamesIt()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var missing = Path.Combine(lab.Home.Album, "not-there");
        await using var services = lab.Services(options => options.AllowedDirectories = [lab.Home.Album, missing]).BuildServiceProvider();

        var caller = await services.GetRequiredService<CallerResolver>().GetAsync(TestContext.Current.CancellationToken);
        var report = await services.GetRequiredService<ConfigurationCheck>().InspectAsync(caller, TestContext.Current.CancellationToken);

        var problem = Assert.Single(report.Problems, problem => problem.Text.Contains(missing, StringComparison.Ordinal));
        Assert.False(problem.PreventsCreating);
    }

    /// <summary>The server adds the user's pictures folder, which not everyone has.</summary>
    [Fact]
    public async Task Start_FoldersOfVariables_AreCheckedWithoutTheFoldersOfTheServer()
    {
        using var folder = new TempFolder();
        var missing = Path.Combine(folder.Path, "named");

        var app = await StartedApp.StartAsync(services => services.AddCometRunway(options =>
        {
            SettingReader.FromVariables(new Dictionary<string, string> { ["COMETRUNWAY_ALLOWED_DIRECTORIES"] = missing }, options);
            options.AllowedDirectories.Add(Path.Combine(folder.Path, "default"));
        }));

        Assert.Equal(("COMETRUNWAY_ALLOWED_DIRECTORIES", missing), Named(Assert.Single(app.Warnings(MissingFolder))));
    }

    private static (object? Setting, object? Folder) Named(IReadOnlyDictionary<string, object?> fields) => (fields["Setting"], fields["Folder"]);
}
