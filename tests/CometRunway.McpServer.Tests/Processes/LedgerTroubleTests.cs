using System.Diagnostics;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Sandboxes;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>The ledger file of a running server is deleted, replaced or unusable.</summary>
[Collection(SequentialTests.Name)]
public sealed class LedgerTroubleTests
{
    public LedgerTroubleTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "SQLite keeps its open files from being replaced there.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rm -f {0}/ledger.db*")]
    [InlineData("mv {0} {0}.away")]
    [InlineData(": > {0}/ledger.db")]
    [InlineData("dd if=/dev/urandom of={0}/ledger.db bs=4096 count=40 conv=notrunc status=none")]
    public async Task Create_LedgerReplacedWhileTheServerRuns_IsListedAndHeldAfterARestart(string trouble)
    {
        await using var sandbox = await SandboxLab.StartAsync(speed: 0.001, cancellationToken: Token);
        string before, after;
        await using (var server = await ServerProcess.TalkAsync(sandbox))
        {
            before = Handle(await server.Wire.CallAsync("create_video_from_image", WireClient.Request()));
            Run(trouble, sandbox.Home.State);
            var request = WireClient.Request();
            request["prompt"] = "another pan";
            after = Handle(await server.Wire.CallAsync("create_video_from_image", request));
            server.CloseInput();
            Assert.Equal(0, await server.EndedAsync());
        }

        await using var next = await ServerProcess.TalkAsync(sandbox);
        var again = WireClient.Reply(await next.Wire.CallAsync("create_video_from_image", WireClient.Request()));
        var listed = WireClient.Reply(await next.Wire.CallAsync("list_videos"));
        var options = WireClient.Reply(await next.Wire.CallAsync("get_video_options"));

        Assert.Equal((false, before), (again.GetProperty("created").GetBoolean(), again.GetProperty("handle").GetString()));
        Assert.Equal([after, before], listed.GetProperty("videos").EnumerateArray().Select(video => video.GetProperty("handle").GetString()));
        Assert.Equal(2, sandbox.Posts);
        // Every reply about tasks says what happened to the file: it names the folder.
        Assert.All([again.GetProperty("message"), listed.GetProperty("message"), options.GetProperty("problems")], said => Assert.Contains(sandbox.Home.State, said.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mkfifo {0}/ledger.db")]
    [InlineData("mkdir {0}/ledger.db")]
    [InlineData("rmdir {0} && echo x > {0}")]
    [InlineData("mkfifo {0}/ledger.mark")]
    [InlineData("ln -s ledger.db {0}/ledger.db")]
    public async Task End_LedgerIsUnusable_ExitsWithZero(string trouble)
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        Directory.CreateDirectory(sandbox.Home.State);
        Run(trouble, sandbox.Home.State);
        await using var server = await ServerProcess.TalkAsync(sandbox);
        await server.Wire.CallAsync("list_videos");
        await server.Wire.CallAsync("create_video_from_image", WireClient.Request());

        server.CloseInput();

        Assert.Equal(0, await server.EndedAsync());
        if (File.Exists(sandbox.Home.State))
            File.Delete(sandbox.Home.State);
    }

    [Fact]
    public async Task End_LedgerIsLockedByAnotherProgram_ExitsWithZero()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        await using (var first = await ServerProcess.TalkAsync(sandbox))
        {
            await first.Wire.CallAsync("list_videos");
            first.CloseInput();
            await first.EndedAsync();
        }

        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(sandbox.Home.State, "ledger.db")};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        await using var server = await ServerProcess.TalkAsync(sandbox);
        var listed = WireClient.Reply(await server.Wire.CallAsync("list_videos"));

        server.CloseInput();

        Assert.Equal(0, await server.EndedAsync());
        Assert.Equal("no", listed.GetProperty("charged").GetString());
    }

    private static string Handle(System.Text.Json.Nodes.JsonObject reply) => WireClient.Reply(reply).GetProperty("handle").GetString()!;

    private static void Run(string script, string folder)
    {
        using var shell = Process.Start("/bin/sh", ["-c", string.Format(System.Globalization.CultureInfo.InvariantCulture, script, folder)]);
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}
