using CometRunway.McpServer.Commands;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Tests.Commands;

/// <summary>Every setting except the key is an option and a variable, and the option takes precedence.</summary>
public sealed class CommandLineTests
{
    private static readonly Dictionary<string, string> NoVariables = [];

    public static TheoryData<string> Flags => [.. CometRunwaySettings.All.Where(s => s.Flag is not null).Select(s => s.Flag!)];

    [Theory]
    [MemberData(nameof(Flags))]
    public void Settings_EveryOption_IsReadInBothForms(string flag)
    {
        var variable = CometRunwaySettings.All.Single(s => s.Flag == flag).Variable;

        Assert.Equal("x", Read([flag, "x"], NoVariables)[variable]);
        Assert.Equal("x", Read([$"{flag}=x"], NoVariables)[variable]);
    }

    [Fact]
    public void Flags_AllSettings_AreDistinctAndWellFormed()
    {
        var flags = CometRunwaySettings.All.Select(s => s.Flag).OfType<string>().ToArray();

        Assert.Equal(flags.Distinct(), flags);
        Assert.All(flags, flag => Assert.Matches("^--[a-z]+(-[a-z]+)*$", flag));
        Assert.Equal([nameof(CometRunwayOptions.ApiKey)], CometRunwaySettings.All.Where(s => s.Flag is null).Select(s => s.Name));
    }

    [Theory]
    [InlineData("--api-key", "sk-1")]
    [InlineData("--api-key=sk-1")]
    [InlineData("--key", "sk-1")]
    public async Task Run_KeyOption_IsRejectedAndNotRepeated(params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("COMETAPI_KEY", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-1", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("COMETRUNWAY_SANDBOX", "--sandbox", "http://127.0.0.1:1", "animate", "photo.jpg", "a paid video")]
    [InlineData("COMETRUNWAY_MAX_TASKS_PER_DAY", "--max-tasks-per-day", "0", "animate", "photo.jpg", "a paid video")]
    [InlineData("COMETRUNWAY_READ_ONLY", "--read-only", "tasks", "list")]
    [InlineData("COMETRUNWAY_SANDBOX", "--sandbox", "on", "doctor")]
    public async Task Run_OptionOfTheServerBeforeACommand_DoesNothingAndNamesTheVariable(string variable, params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(variable, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_OptionAndVariable_UsesOption()
    {
        var read = Read(["--default-model", "gen4_turbo", "--read-only"], new Dictionary<string, string> { ["COMETRUNWAY_DEFAULT_MODEL"] = "veo3.1", ["COMETRUNWAY_HOME_DIRECTORY"] = "home" });

        Assert.Equal("gen4_turbo", read["COMETRUNWAY_DEFAULT_MODEL"]);
        Assert.Equal("on", read["COMETRUNWAY_READ_ONLY"]);
        Assert.Equal("home", read["COMETRUNWAY_HOME_DIRECTORY"]);
    }

    [Fact]
    public void Settings_TextBeginsWithAt_IsNotAResponseFile() =>
        Assert.Equal("@/etc/hostname", Read(["--default-model", "@/etc/hostname"], NoVariables)["COMETRUNWAY_DEFAULT_MODEL"]);

    [Theory]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("--default-model", "--default-model")]
    [InlineData("--sandbox=https://api.example.com", "must be a loopback address")]
    public async Task Run_InvalidArgument_IsReportedInOneLine(string argument, string expected)
    {
        var (code, output, errors) = await RunAsync(argument);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false, null)]
    [InlineData(" ", false, null)]
    [InlineData("off", false, null)]
    [InlineData("on", true, null)]
    [InlineData("http://127.0.0.1:8080", true, "http://127.0.0.1:8080/")]
    [InlineData("${SANDBOX}", false, null)]
    public void Sandbox_AnyValue_IsParsed(string? value, bool isUsed, string? address)
    {
        var sandbox = SandboxOption.Parse(value, SandboxOption.Variable);

        Assert.Equal((isUsed, address), (sandbox.IsUsed, sandbox.Address?.AbsoluteUri));
    }

    [Fact]
    public async Task Sandbox_OptionAndVariable_UsesOption()
    {
        var option = SandboxOption.Create("help");
        var parsed = new System.CommandLine.RootCommand { option }.Parse("--sandbox http://127.0.0.1:8080");

        using var sandbox = await SandboxOption.OpenAsync(parsed, option, new Dictionary<string, string> { [SandboxOption.Variable] = "nonsense" }, TestContext.Current.CancellationToken);

        Assert.Equal("http://127.0.0.1:8080/", sandbox.Address?.AbsoluteUri);
        await Assert.ThrowsAsync<OptionsValidationException>(() => SandboxOption.OpenAsync(null, null, new Dictionary<string, string> { [SandboxOption.Variable] = "nonsense" }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Help_EverySetting_IsListedWithOptionAndVariable()
    {
        var (code, help, _) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.All(CometRunwaySettings.All, setting => Assert.Contains(setting.Variable, help, StringComparison.Ordinal));
        Assert.All(CometRunwaySettings.All.Where(s => s.Flag is not null), setting => Assert.Contains($"  {setting.Flag} ", help, StringComparison.Ordinal));
        Assert.DoesNotContain("--api-key", help, StringComparison.Ordinal);
    }

    private static IReadOnlyDictionary<string, string> Read(string[] args, IReadOnlyDictionary<string, string> environment)
    {
        var app = new CommandLineApp(environment, TextWriter.Null, TextWriter.Null);
        var parsed = app.Parse(args);
        Assert.Empty(parsed.Errors);
        return app.Settings(parsed);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandLineApp.RunAsync(args, new Dictionary<string, string>(), output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }
}
