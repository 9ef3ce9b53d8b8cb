using System.Net.Http.Json;
using System.Text.Json;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.Store;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Stores;
using CometRunway.TestKit.Waiting;

namespace CometRunway.McpServer.Tests.Sender;

/// <summary>A sandbox that the server started completes the request of a sender after the server has ended.</summary>
[Collection(SequentialTests.Name)]
public sealed class OwnSandboxTests : IDisposable
{
    private readonly TestHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task End_DuringThePost_RecordsTheId(bool isKilled)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux was tested.");
        var address = Path.Combine(_home.Path, "address");
        var program = Script.Write(Path.Combine(_home.Path, "sandbox"), $"\"{ServerProcess.DotNet}\" \"{ServerProcess.SandboxProgram}\" \"$@\" | tee \"{address}\"");
        await using var server = await ServerProcess.Start(["--sandbox"], new Dictionary<string, string>
        {
            ["COMETRUNWAY_SANDBOX_EXE"] = program,
            ["COMETRUNWAY_HOME_DIRECTORY"] = _home.State,
            ["COMETRUNWAY_ALLOWED_DIRECTORIES"] = _home.Album,
        }).GreetAsync();
        using var http = new HttpClient { BaseAddress = new Uri((await File.ReadAllTextAsync(address, Token)).Split(' ')[^1].Trim()) };
        using var scripted = await http.PutAsync("/_sandbox/faults", new StringContent("""[{"on":"create","name":"pause-after-accept"}]"""), Token);
        _ = server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        while ((await http.GetFromJsonAsync<JsonElement>("/_sandbox/paused", Token)).GetArrayLength() == 0)
        {
        }

        if (isKilled)
            server.Kill();
        else
            server.CloseInput();
        await server.EndedAsync();

        using var ledger = new LedgerFile(_home.State);
        var task = Assert.Single((await ledger.Admin.ListAsync(new TaskQuery(), Token)).Tasks);
        while (task.State == VideoTaskState.Submitting)
            task = await ledger.Store.WaitForChangeAsync(task.Handle, task.Revision, Token).WithTestTimeout(Token);
        Assert.NotNull(task.TaskId);
    }
}
