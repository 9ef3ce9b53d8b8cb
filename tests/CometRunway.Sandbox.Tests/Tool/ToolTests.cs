using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CometRunway.Sandbox.Tests.Testing;

namespace CometRunway.Sandbox.Tests.Tool;

public sealed class ToolTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tool_StdinEnds_ExitsAfterPrintingOneLine()
    {
        using var tool = await ToolProcess.StartAsync(null, "--exit-with-stdin");

        tool.Process.StandardInput.Close();
        var result = await tool.WaitForExitAsync();

        Assert.Equal((0, "", ""), result);
    }

    [Fact]
    public async Task Tool_StdinEndsWhileAPostIsPaused_Exits()
    {
        using var tool = await ToolProcess.StartAsync(null, "--exit-with-stdin");
        using var http = new HttpClient { BaseAddress = tool.Address };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer k");
        using var scripted = await http.PutAsync("/_sandbox/faults", new StringContent("""[{"on":"create","name":"pause-after-accept"}]"""), Token);
        var post = http.PostAsync("/runwayml/v1/image_to_video", new StringContent(TestSandbox.Minimal), Token);
        while ((await http.GetFromJsonAsync<JsonElement>("/_sandbox/paused", Token)).GetArrayLength() == 0)
        {
        }

        tool.Process.StandardInput.Close();
        var result = await tool.WaitForExitAsync();
        using var response = await post;

        Assert.Equal((0, "", ""), result);
        Assert.True(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Tool_StdinEndsBeforeAPost_CompletesItAndExits()
    {
        using var tool = await ToolProcess.StartAsync(null, "--exit-with-stdin");
        using var http = new HttpClient { BaseAddress = tool.Address };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer k");
        await http.GetFromJsonAsync<JsonElement>("/_sandbox/paused", Token);

        tool.Process.StandardInput.Close();
        using var response = await http.PostAsync("/runwayml/v1/image_to_video", new StringContent(TestSandbox.Minimal), Token);
        var result = await tool.WaitForExitAsync();

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal((0, "", ""), result);
    }

    [Fact]
    public async Task Tool_Terminated_ExitsCleanly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no SIGTERM.");
        }

        using var tool = await ToolProcess.StartAsync(null);

        await ExternalProgram.RunAsync("kill", ["-TERM", tool.Process.Id.ToString(CultureInfo.InvariantCulture)]);
        var result = await tool.WaitForExitAsync();

        Assert.Equal((0, "", ""), result);
    }

    [Fact]
    public async Task Tool_ParentExits_ExitsToo()
    {
        using var parent = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        using var tool = await ToolProcess.StartAsync(null, "--parent", parent.Id.ToString(CultureInfo.InvariantCulture));

        parent.Kill();
        await parent.WaitForExitAsync(Token);
        var result = await tool.WaitForExitAsync();

        Assert.Equal((0, "", ""), result);
    }

    [Fact]
    public async Task Tool_Options_AreApplied()
    {
        using var tool = await ToolProcess.StartAsync(null, "--port", "0", "--speed", "instant", "--shape", "wrapped", "--strict", "--models", "gen4_turbo", "veo3.1", "--exit-with-stdin");
        using var http = new HttpClient { BaseAddress = tool.Address };

        var health = await http.GetFromJsonAsync<JsonElement>("/_sandbox/health", Token);

        Assert.Equal(("wrapped", 0d, true), (health.GetProperty("shape").GetString(), health.GetProperty("speed").GetDouble(), health.GetProperty("strictVersionHeader").GetBoolean()));
        Assert.Equal(["gen4_turbo", "veo3.1"], health.GetProperty("models").EnumerateArray().Select(m => m.GetString()));
    }

    [Theory]
    [InlineData("--speed", "fast")]
    [InlineData("--speed", "-1")]
    [InlineData("--shape", "round")]
    [InlineData("--port", "70000")]
    [InlineData("--task-not-exist-status", "500")]
    [InlineData("--link-lifetime", "0")]
    [InlineData("--link-lifetime", "1e300")]
    [InlineData("--link-lifetime", "soon")]
    [InlineData("--invisible-for", "NaN")]
    [InlineData("--bogus", "1")]
    public async Task Tool_InvalidOption_PrintsAnErrorAndFails(string option, string value)
    {
        using var process = ToolProcess.Start(null, option, value);
        var error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.NotEqual(0, process.ExitCode);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Empty(await process.StandardOutput.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task Tool_FolderWithSettings_IsIgnored()
    {
        var folder = Directory.CreateTempSubdirectory("comet-runway-folder-");
        try
        {
            const string Settings = """{"Urls":"http://0.0.0.0:1","Logging":{"LogLevel":{"Default":"Trace"}},"Kestrel":{"Endpoints":{"X":{"Url":"http://0.0.0.0:2"}}}}""";
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), Settings, Token);
            using var tool = await ToolProcess.StartAsync(folder.FullName, "--exit-with-stdin");

            tool.Process.StandardInput.Close();
            var result = await tool.WaitForExitAsync();

            Assert.Equal("127.0.0.1", tool.Address.Host);
            Assert.Equal((0, "", ""), result);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
