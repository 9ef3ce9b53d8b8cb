using System.Text.Json;
using CometRunway.McpServer.Commands;
using CometRunway.Sandbox.Faults;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;

namespace CometRunway.McpServer.Tests.Animate;

public sealed class AnimateTests : IAsyncDisposable
{
    private readonly TempFolder _elsewhere = new();
    private SandboxLab? _lab;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SandboxLab Lab => _lab!;

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
        _elsewhere.Dispose();
    }

    [Fact]
    public async Task Animate_ImageFile_SavesVideoAndPaysOnce()
    {
        _lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var image = Path.Combine(_elsewhere.Path, "of my own.png");
        File.Copy(Path.Combine(Lab.Home.Album, TestHome.ImageName), image);

        var (code, report) = await JsonAsync(image, "slow pan");

        Assert.Equal(0, code);
        Assert.Equal("saved", report.GetProperty("outcome").GetString());
        Assert.Equal("yes", report.GetProperty("charged").GetString());
        Assert.True(File.Exists(report.GetProperty("files")[0].GetString()));
        Assert.Equal(1, Lab.Posts);
    }

    [Fact]
    public async Task Animate_SameRequestAgain_WaitsForSameTaskAndPaysNothing()
    {
        _lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var (_, first) = await JsonAsync(Album, "slow pan");

        var (code, again) = await JsonAsync(Album, "slow pan");

        Assert.Equal(0, code);
        Assert.Equal("no", again.GetProperty("charged").GetString());
        Assert.Equal(first.GetProperty("task").GetString(), again.GetProperty("task").GetString());
        Assert.Equal(1, Lab.Posts);
    }

    [Fact]
    public async Task Animate_SameRequestIdAsANewTake_WaitsForSameTaskAndPaysNothing()
    {
        _lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var (_, first) = await JsonAsync(Album, "slow pan", "--request-id", "order 17", "--new-take");

        var (code, again) = await JsonAsync(Album, "slow pan", "--request-id", "order 17", "--new-take");
        var (_, show, _) = await RunAsync(SandboxLab.Key, Token, "tasks", "show", first.GetProperty("task").GetString()!);

        Assert.Equal((0, "no", 1), (code, again.GetProperty("charged").GetString(), Lab.Posts));
        Assert.Equal(first.GetProperty("task").GetString(), again.GetProperty("task").GetString());
        Assert.Contains("order 17", show, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order 17", "another pan")]
    [InlineData("", "slow pan")]
    public async Task Animate_RequestIdOfAnotherRequestOrEmpty_CreatesNothing(string requestId, string prompt)
    {
        _lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await JsonAsync(Album, "slow pan", "--request-id", "order 17");

        var (code, report) = await JsonAsync(Album, prompt, "--request-id", requestId);

        Assert.Equal((1, "nothingCreated", "no"), (code, report.GetProperty("outcome").GetString(), report.GetProperty("charged").GetString()));
        Assert.Equal(1, Lab.Posts);
    }

    [Fact]
    public async Task Animate_InvalidRequest_CreatesNothingAndReportsAllowedValues()
    {
        _lab = await SandboxLab.StartAsync(cancellationToken: Token);

        var (code, report) = await JsonAsync(Album, "slow pan", "--model", "gen3a_turbo", "--duration", "99");

        Assert.Equal(1, code);
        Assert.Equal("nothingCreated", report.GetProperty("outcome").GetString());
        Assert.Contains("99", report.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, Lab.Posts);
    }

    [Fact]
    public async Task Animate_WithoutKey_CreatesNothing()
    {
        _lab = await SandboxLab.StartAsync(cancellationToken: Token);

        var (code, output, _) = await RunAsync(null, Token, "animate", Album, "slow pan");

        Assert.Equal(1, code);
        Assert.Contains("COMETAPI_KEY", output, StringComparison.Ordinal);
        Assert.Equal(0, Lab.Posts);
    }

    [Fact]
    public async Task Animate_NoResponse_ExplainsResolveAndNeverRepeats()
    {
        _lab = await SandboxLab.StartAsync(cancellationToken: Token);
        Lab.Faults.Add(new FaultRule("create", "reset-after-accept"));

        var (code, report) = await JsonAsync(Album, "slow pan");

        Assert.Equal(3, code);
        Assert.Equal("unknown", report.GetProperty("charged").GetString());
        Assert.Contains($"tasks resolve {report.GetProperty("task").GetString()}", report.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, Lab.Posts);
    }

    [Fact]
    public async Task Animate_Stopped_LeavesTaskToNextRun()
    {
        _lab = await SandboxLab.StartAsync(speed: 1, cancellationToken: Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = RunAsync(SandboxLab.Key, stop.Token, "animate", Album, "slow pan", "--json");
        await Lab.Journal.WhenAsync(journal => journal.Tasks is [{ Gets: > 0 }, ..], Token);

        await stop.CancelAsync();
        var (code, output, _) = await running;
        var next = RunAsync(SandboxLab.Key, Token, "animate", Album, "slow pan", "--json");
        await Lab.AgeAsync(next, Token);

        Assert.Equal(4, code);
        Assert.Equal("stillRunning", JsonElement.Parse(output).GetProperty("outcome").GetString());
        Assert.Equal(0, (await next).Code);
        Assert.Equal(1, Lab.Posts);
    }

    [Fact]
    public async Task Animate_NotSaved_SaysWhyOnceAndHowToGetTheLink()
    {
        _lab = await SandboxLab.StartAsync(cancellationToken: Token);
        Lab.Faults.Add(new FaultRule("output", "error-page-as-mp4") { Times = 3 });

        var (code, _, errors) = await RunAsync(SandboxLab.Key, Token, "animate", Album, "slow pan");

        Assert.Equal(0, code);
        var notice = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("tasks show ", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("_jwt", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Animate_NotATerminal_WritesNoProgress()
    {
        _lab = await SandboxLab.StartAsync(cancellationToken: Token);

        var (code, output, errors) = await RunAsync(SandboxLab.Key, Token, "animate", Album, "slow pan");

        Assert.Equal(0, code);
        Assert.Contains(Assert.Single(Lab.Home.SavedVideos), output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', errors);
    }

    [Fact]
    public async Task Animate_RemoteSandbox_IsRejectedBeforeAnyRequest()
    {
        _lab = await SandboxLab.StartAsync(cancellationToken: Token);

        var (code, _, errors) = await RunAsync(SandboxLab.Key, Token, "animate", Album, "--sandbox", "https://sandbox.example.com");

        Assert.Equal(1, code);
        Assert.Contains("loopback", errors, StringComparison.Ordinal);
    }

    private string Album => Path.Combine(Lab.Home.Album, TestHome.ImageName);

    private async Task<(int Code, JsonElement Report)> JsonAsync(params string[] arguments)
    {
        var (code, output, _) = await RunAsync(SandboxLab.Key, Token, ["animate", .. arguments, "--json"]);
        return (code, JsonElement.Parse(output));
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string? key, CancellationToken cancellationToken, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["COMETAPI_BASE_URL"] = Lab.Server.BaseAddress.OriginalString,
            ["COMETAPI_KEY"] = key ?? "",
            ["COMETRUNWAY_HOME_DIRECTORY"] = Lab.Home.State,
            ["COMETRUNWAY_OUTPUT_DIRECTORY"] = Lab.Home.Videos,
            ["COMETRUNWAY_POLL_INTERVAL"] = "0.03",
        };
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await CommandLineApp.RunAsync(arguments, environment, output, errors, cancellationToken);
        return (code, output.ToString(), errors.ToString());
    }
}
