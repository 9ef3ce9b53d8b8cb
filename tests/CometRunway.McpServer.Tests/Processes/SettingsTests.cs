using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Settings;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>Invalid settings are reported in one line. Files in the client's working folder have no effect.</summary>
[Collection(SequentialTests.Name)]
public sealed class SettingsTests
{
    private const string Marker = "hunter2";

    [Theory]
    [InlineData("COMETAPI_BASE_URL", "http://example.com/hunter2")]
    [InlineData("COMETAPI_KEY", "sk hunter2")]
    [InlineData("COMETRUNWAY_MAX_TASKS_PER_DAY", "-1")]
    [InlineData("COMETRUNWAY_OPEN_ON_SAVE", "hunter2")]
    public async Task Start_InvalidVariable_IsReportedInOneLineWithoutValue(string variable, string value)
    {
        var (code, output, errors) = await ServerProcess.RunAsync([], new Dictionary<string, string> { [variable] = value });

        Assert.Equal((2, ""), (code, output));
        var line = Assert.Single(errors);
        Assert.StartsWith($"comet-runway-mcp: {variable} ", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("COMETRUNWAY_POLL_INTERVAL", "--poll-interval", "1")]
    [InlineData("COMETRUNWAY_CREATE_TIMEOUT", "--create-timeout", "soon")]
    [InlineData("COMETRUNWAY_UPLOAD_COMMAND", "--upload-command", "\"open")]
    [InlineData("COMETRUNWAY_TOOLS", "--tools", "make_coffee")]
    public async Task Start_InvalidFlag_IsReportedInOneLineWithVariable(string variable, string flag, string value)
    {
        var (code, output, errors) = await ServerProcess.RunAsync([flag, value]);

        Assert.Equal((2, ""), (code, output));
        Assert.Equal([variable], FilledOptions.NamesIn(Assert.Single(errors)));
    }

    [Fact]
    public async Task Start_SeveralInvalid_ReportsEachInOneLine()
    {
        var (code, output, errors) = await ServerProcess.RunAsync(["--read-timeout", Marker], new Dictionary<string, string>
        {
            ["COMETAPI_BASE_URL"] = $"http://example.com/{Marker}",
            ["COMETRUNWAY_CREATE_TIMEOUT"] = "7200",
            ["COMETRUNWAY_SANDBX"] = "on",
        });

        Assert.Equal((2, ""), (code, output));
        var line = Assert.Single(errors);
        Assert.Equal(
            ["COMETAPI_BASE_URL", "COMETRUNWAY_CREATE_TIMEOUT", "COMETRUNWAY_READ_TIMEOUT", "COMETRUNWAY_SANDBOX", "COMETRUNWAY_SANDBX"],
            FilledOptions.NamesIn(line).Order());
        Assert.DoesNotContain(Marker, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnknownVariable_IsWarningAndServerResponds()
    {
        await using var server = await ServerProcess.Start([], new Dictionary<string, string> { ["COMETRUNWAY_WEBHOOK_ADDRESS"] = Marker }).GreetAsync();

        await server.SaidAsync("COMETRUNWAY_WEBHOOK_ADDRESS ");
        server.CloseInput();

        Assert.Equal(0, await server.EndedAsync());
        Assert.DoesNotContain(server.Errors, line => line.Contains(Marker, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--sandbx")]
    [InlineData("--sandbox", "https://example.com")]
    [InlineData("serve")]
    public async Task Start_UnknownOption_IsReportedInOneLine(params string[] arguments)
    {
        var (code, output, errors) = await ServerProcess.RunAsync(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(arguments[^1], Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sandbox_ProgramMissing_IsReportedInOneLineWithVariable()
    {
        var (code, output, errors) = await ServerProcess.RunAsync(["--sandbox"], new Dictionary<string, string> { ["COMETRUNWAY_SANDBOX_EXE"] = "/no/such/program" });

        Assert.Equal((3, ""), (code, output));
        Assert.Contains("COMETRUNWAY_SANDBOX_EXE", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_Option_IsOnStandardOutput()
    {
        var (code, output, errors) = await ServerProcess.RunAsync(["--help"]);

        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.All(["--sandbox", "COMETAPI_KEY", "tasks", "inspect"], word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_Option_IsTheServerVersion()
    {
        var (code, output, _) = await ServerProcess.RunAsync(["--version"]);

        await using var server = await ServerProcess.Start([]).GreetAsync();
        Assert.Equal(0, code);
        Assert.Equal((string?)server.Wire.Greeting["result"]!["serverInfo"]!["version"], output.Trim());
    }

    [Fact]
    public async Task WorkingFolder_WithSettingsFiles_HasNoEffect()
    {
        using var home = new TestHome();
        using var folder = new TempFolder();
        const string Poison =
            """
            {
              "COMETAPI_KEY": "sk-from-the-folder",
              "CometRunway": { "ApiKey": "sk-from-the-folder", "BaseAddress": "http://127.0.0.1:9", "HomeDirectory": "stolen" },
              "Logging": { "LogLevel": { "Default": "Trace" }, "Console": { "LogToStandardErrorThreshold": "None" } },
              "urls": "http://127.0.0.1:9"
            }
            """;
        foreach (var name in (string[])["appsettings.json", "appsettings.Production.json", "comet-runway-mcp.json", "hostsettings.json"])
            await File.WriteAllTextAsync(Path.Combine(folder.Path, name), Poison, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, ".env"), "COMETAPI_KEY=sk-from-the-folder\n", TestContext.Current.CancellationToken);
        var before = Directory.GetFileSystemEntries(folder.Path).Order().ToArray();
        var variables = new Dictionary<string, string>
        {
            // Nothing listens on this address, so the model list cannot be read. That must not be logged.
            ["COMETAPI_BASE_URL"] = "http://127.0.0.1:9",
            ["COMETRUNWAY_HOME_DIRECTORY"] = home.State,
            ["COMETRUNWAY_ALLOWED_DIRECTORIES"] = home.Album,
        };
        await using var server = await ServerProcess.Start([], variables, folder.Path).GreetAsync();

        var created = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", WireClient.Request()));
        server.CloseInput();

        Assert.Equal("not_configured", created.GetProperty("code").GetString());
        Assert.Equal(0, await server.EndedAsync());
        Assert.Empty(server.Errors);
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path).Order());
    }
}
