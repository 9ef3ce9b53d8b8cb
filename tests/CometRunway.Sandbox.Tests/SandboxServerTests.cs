using System.Net.Sockets;
using CometRunway.Sandbox.Tests.Testing;

namespace CometRunway.Sandbox.Tests;

public sealed class SandboxServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_Twice_ListensOnTwoLoopbackPorts()
    {
        await using var one = await SandboxServer.StartAsync(cancellationToken: Token);
        await using var two = await SandboxServer.StartAsync(cancellationToken: Token);

        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/$", one.BaseAddress.AbsoluteUri);
        Assert.NotEqual(one.BaseAddress, two.BaseAddress);
    }

    [Fact]
    public async Task Start_PortInUse_ThrowsIOException()
    {
        await using var one = await SandboxServer.StartAsync(cancellationToken: Token);

        await Assert.ThrowsAsync<IOException>(() => SandboxServer.StartAsync(new SandboxOptions { Port = one.BaseAddress.Port }, Token));
    }

    [Fact]
    public async Task Dispose_Afterwards_NothingListens()
    {
        var server = await SandboxServer.StartAsync(cancellationToken: Token);
        await server.DisposeAsync();
        using var client = new TcpClient();

        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync("127.0.0.1", server.BaseAddress.Port, Token).AsTask());
    }

    public static TheoryData<SandboxOptions> Invalid =>
    [
        new SandboxOptions { Port = 70000 },
        new SandboxOptions { Speed = -1 },
        new SandboxOptions { Speed = double.NaN },
        new SandboxOptions { TaskNotExistStatus = 500 },
        new SandboxOptions { LinkLifetime = TimeSpan.Zero },
        new SandboxOptions { InvisibleFor = TimeSpan.FromSeconds(-1) },
        new SandboxOptions { ApiKey = " " },
    ];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Invalid))]
    public async Task Start_InvalidOptions_Throws(SandboxOptions options)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => SandboxServer.StartAsync(options, Token));
    }

    [Fact]
    public async Task Clock_AdvancedByTheControlRoute_FinishesTasks()
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions());
        var id = await sandbox.CreateAsync();
        var young = await sandbox.ReadTaskAsync(id);

        using var advanced = await sandbox.SendAsync(HttpMethod.Post, "/_sandbox/clock/advance", """{"seconds":60}""");
        using var back = await sandbox.SendAsync(HttpMethod.Post, "/_sandbox/clock/advance", """{"seconds":-60}""");
        var old = await sandbox.ReadTaskAsync(id);

        Assert.Equal(("PENDING", "SUCCEEDED"), (young.GetProperty("status").GetString(), old.GetProperty("status").GetString()));
        Assert.Equal((200, 400), ((int)advanced.StatusCode, (int)back.StatusCode));
    }

    [Fact]
    public async Task Clock_NotASandboxClock_CannotBeAdvanced()
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { TimeProvider = TimeProvider.System });

        using var response = await sandbox.SendAsync(HttpMethod.Post, "/_sandbox/clock/advance", """{"seconds":60}""");

        Assert.Equal(409, (int)response.StatusCode);
    }

    [Fact]
    public async Task ControlJournal_AfterACreate_MatchesTheJournal()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.CreateAsync();

        using var response = await sandbox.GetAsync("/_sandbox/journal");
        var journal = await TestSandbox.JsonOf(response);

        Assert.Equal((1, 0.256m), (journal.GetProperty("charged").GetInt32(), journal.GetProperty("chargedUsd").GetDecimal()));
        Assert.Equal((id, "Sent"), (journal.GetProperty("tasks")[0].GetProperty("id").GetString(), journal.GetProperty("tasks")[0].GetProperty("response").GetString()));
        Assert.Equal("create", journal.GetProperty("requests")[0].GetProperty("route").GetString());
        Assert.DoesNotContain("sk-test", journal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_RenderingFails_Is500()
    {
        var renderer = new FakeClipRenderer(_ => throw new InvalidOperationException("no clip"));
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Speed = 0 }, renderer, Token);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer k");
        using var created = await http.PostAsync("/runwayml/v1/image_to_video", new StringContent(TestSandbox.Minimal), Token);
        using var task = await http.GetAsync($"/runwayml/v1/tasks/{server.Journal.Tasks[0].Id}", Token);

        using var clip = await http.GetAsync((await TestSandbox.JsonOf(task)).GetProperty("output")[0].GetString(), Token);

        Assert.Equal(500, (int)clip.StatusCode);
        Assert.Contains("sandbox_error", await TestSandbox.TextOf(clip), StringComparison.Ordinal);
    }
}
