using System.Text;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Snapshots;

namespace CometRunway.McpServer.Tests.Doctor;

/// <summary>What <c>doctor</c> finds and advises, word for word.</summary>
public sealed class DoctorSentenceTests : IDisposable
{
    private readonly TestHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Doctor_EveryFinding_SaysWhatIsKept()
    {
        var sentences = new Sentences("doctor")
            .Replace(_home.Path, "{home}")
            .Replace(TestUser.Home, "{user}")
            .ReplaceMatches(@"127\.0\.0\.1:\d+", "{service}")
            .ReplaceMatches(@"\d{5,} s\b", "{seconds} s");
        await using var lab = await SandboxLab.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var page = Answering("<html>Welcome</html>", "text/html");
        await using var strange = Answering("""{"data":[{"id":"gpt-5"}],"success":true}""", "application/json");
        await using var clock = new LoopbackListener((_, _, stream) =>
            LoopbackListener.WriteAsync(stream, 200, """{"data":[{"id":"gen3a_turbo"}],"success":true}""", "Date: Tue, 01 Jan 2030 00:00:00 GMT\r\n"));
        using var dead = new ClosedPort();
        var file = Path.Combine(_home.Path, "a-file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        await AddAsync("everything in place", lab.Server.BaseAddress, SandboxLab.Key, ["service", "key", "key_accepted", "models", "images", "ledger", "budget", "network"]);
        await AddAsync("no key", clock.Address, null, ["key", "clock"]);
        await AddAsync("placeholder", clock.Address, "${COMETAPI_KEY}", ["key"]);
        await AddAsync("key refused", lab.Server.BaseAddress, "sk-of-somebody-else", ["key_accepted"]);
        await AddAsync("malformed setting", lab.Server.BaseAddress, SandboxLab.Key, ["settings"], ("COMETRUNWAY_MAX_TASKS_PER_DAY", "many"));
        await AddAsync("default model not on offer", lab.Server.BaseAddress, SandboxLab.Key, ["models"], ("COMETRUNWAY_DEFAULT_MODEL", "gen9_ultra"));
        await AddAsync("list without known models", strange.Address, null, ["models"]);
        await AddAsync("nobody listens", dead.Address, "sk-any", ["service"]);
        await AddAsync("web page", page.Address, "sk-any", ["service"]);
        await AddAsync("file where the videos go", lab.Server.BaseAddress, SandboxLab.Key, ["videos"], ("COMETRUNWAY_OUTPUT_DIRECTORY", Path.Combine(file, "videos")));
        await AddAsync("certificates of Node", lab.Server.BaseAddress, SandboxLab.Key, ["certificates"], ("NODE_EXTRA_CA_CERTS", "/etc/company.pem"));
        await AddAsync("certificates that are not there", lab.Server.BaseAddress, SandboxLab.Key, ["certificates"], ("SSL_CERT_FILE", Path.Combine(_home.Path, "none.pem")));
        await AddAsync("ffmpeg is not there", lab.Server.BaseAddress, SandboxLab.Key, ["ffmpeg"], ("COMETRUNWAY_FFMPEG_PATH", "no-such-program-of-ours"));
        sentences.Verify();

        async Task AddAsync(string name, Uri service, string? key, string[] findings, params (string, string)[] more)
        {
            var run = await DoctorRun.OfAsync(_home, service, key, more);
            foreach (var finding in findings)
                sentences.Add($"{name}, {finding}", $"[{run.Level(finding)}] {run.Message(finding)}", run.Level(finding) == "ok" ? null : run.AdviceOrNull(finding));
        }
    }

    private static LoopbackListener Answering(string body, string type) => new((_, _, stream) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}")).AsTask());
}
