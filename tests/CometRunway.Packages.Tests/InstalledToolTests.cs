using System.Diagnostics;
using System.Text.Json;
using CometRunway.TestKit.Files;

namespace CometRunway.Packages.Tests;

/// <summary>The package for this system, installed as a user does it but from the local folder alone, and talked to.</summary>
public sealed class InstalledToolTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Server_InstalledFromPackage_Responds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only the package for Linux is made here.");
        var server = await InstallAsync("CometRunway.McpServer", "comet-runway-mcp");

        Assert.Equal(PackedFiles.Version, (await RunAsync(server, "", "--version")).Trim());
        var answers = await ConverseAsync(server);

        Assert.Equal(PackedFiles.Version, answers[0].GetProperty("result").GetProperty("serverInfo").GetProperty("version").GetString());
        Assert.Contains(answers[1].GetProperty("result").GetProperty("tools").EnumerateArray(), tool => tool.GetProperty("name").GetString() == "create_video_from_image");
        Assert.Contains("No task matches.", answers[2].GetRawText(), StringComparison.Ordinal);
        Assert.Contains($"\"command\": \"{server}\"", await RunAsync(server, "", "setup", "claude-desktop"), StringComparison.Ordinal);
        Assert.Contains($"comet-runway-mcp {PackedFiles.Version}", await RunAsync(server, "", "doctor"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Animate_BothToolsInstalled_SavesAVideo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only the package for Linux is made here.");
        var server = await InstallAsync("CometRunway.McpServer", "comet-runway-mcp");
        var image = Path.Combine(_folder.Path, "cat.png");
        await File.WriteAllBytesAsync(image, SampleImage.Png(640, 384), TestContext.Current.CancellationToken);
        using var sandbox = Start(await InstallAsync("CometRunway.Sandbox.Tool", "comet-runway-sandbox"), ["--speed", "instant", "--exit-with-stdin"]);
        var address = (await sandbox.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ')[^1];

        var report = JsonElement.Parse(await RunAsync(server, "", "animate", image, "slow pan", "--sandbox", address, "--json"));
        sandbox.StandardInput.Close();
        await sandbox.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("saved", report.GetProperty("outcome").GetString());
        Assert.True(new FileInfo(report.GetProperty("files")[0].GetString()!).Length > 1000);
    }

    private async Task<string> InstallAsync(string id, string command)
    {
        PackedFiles.One(id);
        var config = Path.Combine(_folder.Path, "nuget.config");
        await File.WriteAllTextAsync(config, $"<configuration><packageSources><clear /><add key=\"packed\" value=\"{PackedFiles.Folder}\" /></packageSources></configuration>", TestContext.Current.CancellationToken);
        var tools = Path.Combine(_folder.Path, "tools");
        await RunAsync("dotnet", "", "tool", "install", id, "--version", PackedFiles.Version, "--tool-path", tools, "--configfile", config, "--no-cache");
        return Path.Combine(tools, command);
    }

    /// <summary>Sends each line after the response to the previous one, because the server stops at the end of its input.</summary>
    private async Task<IReadOnlyList<JsonElement>> ConverseAsync(string server)
    {
        string[] requests =
        [
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"a client of packages","version":"1"}}}""",
            """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""",
            """{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"list_videos","arguments":{}}}""",
        ];
        using var process = Start(server, []);
        var answers = new List<JsonElement>();
        foreach (var request in requests)
        {
            await process.StandardInput.WriteLineAsync(request);
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            answers.Add(JsonElement.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!));
            if (answers.Count == 1)
                await process.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return answers;
    }

    private async Task<string> RunAsync(string program, string input, params string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        // doctor exits with 1, because no key is set.
        Assert.True(process.ExitCode is 0 || arguments is ["doctor"], $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output} {await errors}");
        return output;
    }

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["COMETRUNWAY_HOME_DIRECTORY"] = Path.Combine(_folder.Path, "state");
        start.Environment["COMETRUNWAY_OUTPUT_DIRECTORY"] = Path.Combine(_folder.Path, "videos");
        start.Environment["COMETAPI_BASE_URL"] = "http://127.0.0.1:1";
        start.Environment.Remove("COMETAPI_KEY");
        return Process.Start(start)!;
    }
}
