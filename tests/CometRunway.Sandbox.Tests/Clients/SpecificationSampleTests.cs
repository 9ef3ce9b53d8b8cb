using System.Text.Json;
using CometRunway.Sandbox.Journal;
using CometRunway.Sandbox.Tests.Testing;

namespace CometRunway.Sandbox.Tests.Clients;

/// <summary>The three samples of the specification, unchanged except for the host.</summary>
public sealed class SpecificationSampleTests
{
    private const string Host = "https://api.cometapi.com";

    [Fact]
    public async Task CurlSample_AgainstTheSandbox_CreatesItsTask()
    {
        ExternalProgram.Require("sh");
        ExternalProgram.Require("curl");
        await using var sandbox = await TestSandbox.StartAsync();

        var output = await RunAsync(sandbox, "sh", "image-to-video.sh");

        AssertCreated(sandbox, JsonDocument.Parse(output).RootElement.GetProperty("id").GetString()!);
    }

    [Fact]
    public async Task PythonSample_AgainstTheSandbox_CreatesItsTask()
    {
        ExternalProgram.Require("python3");
        if ((await ExternalProgram.RunAsync("python3", ["-c", "import requests"])).Code != 0)
        {
            Assert.Skip("The Python package requests is not installed.");
        }

        await using var sandbox = await TestSandbox.StartAsync();

        var output = await RunAsync(sandbox, "python3", "image-to-video.py");

        AssertCreated(sandbox, output.Trim());
    }

    [Fact]
    public async Task JavaScriptSample_AgainstTheSandbox_CreatesItsTask()
    {
        ExternalProgram.Require("node");
        await using var sandbox = await TestSandbox.StartAsync();

        var output = await RunAsync(sandbox, "node", "image-to-video.mjs");

        AssertCreated(sandbox, output.Trim());
    }

    private static async Task<string> RunAsync(TestSandbox sandbox, string program, string sample)
    {
        var text = await File.ReadAllTextAsync(Repository.Fixture(sample), TestContext.Current.CancellationToken);
        Assert.Contains(Host, text, StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("comet-runway-sample-");
        try
        {
            var file = Path.Combine(folder.FullName, sample);
            await File.WriteAllTextAsync(file, text.Replace(Host, sandbox.Server.BaseAddress.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var (code, output, error) = await ExternalProgram.RunAsync(program, [file], folder.FullName, ("COMETAPI_KEY", "sk-sample"), ("NO_PROXY", "127.0.0.1"), ("no_proxy", "127.0.0.1"));
            Assert.True(code == 0, error);
            return output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void AssertCreated(TestSandbox sandbox, string id)
    {
        var task = Assert.Single(sandbox.Server.Journal.Tasks);
        Assert.Equal(
            (id, "gen3a_turbo", "A calm camera move.", "1280:768", 5, "https://your-image-host/first-frame.png", ResponseState.Sent),
            (task.Id, task.Model, task.Prompt, task.Ratio, task.Duration, task.ImageSource, task.Response));
        Assert.Null(Assert.Single(sandbox.Server.Journal.Requests).Version);
    }
}
