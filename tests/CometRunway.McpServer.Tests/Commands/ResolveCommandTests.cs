using CometRunway.McpServer.Commands;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.Requests;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Tests.Commands;

/// <summary>A person's mistake in <c>tasks resolve</c> must not lose a paid task: a wrong id is refused, and every resolution can be taken back.</summary>
public sealed class ResolveCommandTests : IAsyncLifetime
{
    private SandboxLab? _lab;
    private ServiceProvider? _services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SandboxLab Lab => _lab!;

    public static TheoryData<string> WrongIds => ["", "..", "id\n", new string('a', 300), "no-such-task", "../api/models"];

    public async ValueTask InitializeAsync()
    {
        _lab = await SandboxLab.StartAsync(cancellationToken: Token);
        _services = _lab.Services().BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        await Lab.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(WrongIds))]
    public async Task Resolve_IdThatCannotBeFollowed_IsRefused(string id)
    {
        var handle = await UnknownAsync();

        var (code, _, errors) = await RunAsync(["tasks", "resolve", handle, "--task", id]);

        Assert.Equal(1, code);
        Assert.NotEmpty(errors);
        Assert.Equal((VideoTaskState.Unknown, null), await StateAsync(handle));
    }

    [Fact]
    public async Task Resolve_ServiceConfirmsTheId_IsAccepted()
    {
        var handle = await UnknownAsync();
        var id = Assert.Single(Lab.Journal.Tasks).Id;

        var (code, output, _) = await RunAsync(["tasks", "resolve", handle, "--task", id]);

        Assert.Equal(0, code);
        Assert.Contains(id, output, StringComparison.Ordinal);
        Assert.Equal((VideoTaskState.Accepted, id), await StateAsync(handle));
    }

    [Fact]
    public async Task Resolve_IdOfAnotherTask_IsRefusedEvenUnverified()
    {
        var other = await CreateAsync("another one");
        var handle = await UnknownAsync();

        foreach (var arguments in new string[][] { ["--task", other.TaskId!], ["--task", other.TaskId!, "--unverified"] })
        {
            var (code, _, errors) = await RunAsync(["tasks", "resolve", handle, .. arguments]);

            Assert.Equal(1, code);
            Assert.Contains(other.Handle, errors, StringComparison.Ordinal);
        }

        Assert.Equal((VideoTaskState.Unknown, null), await StateAsync(handle));
    }

    [Theory]
    [InlineData("sk-another-key-000000", false)]
    [InlineData("", false)]
    [InlineData(SandboxLab.Key, true)]
    public async Task Resolve_ServiceCannotBeAsked_IsRefusedUnlessUnverified(string key, bool isGone)
    {
        var handle = await UnknownAsync();
        var id = Assert.Single(Lab.Journal.Tasks).Id;
        if (isGone)
            Lab.Faults.Add(new FaultRule("read", "unauthorized") { Times = 10 });

        var (refused, _, errors) = await RunAsync(["tasks", "resolve", handle, "--task", id], key);
        var (recorded, _, _) = await RunAsync(["tasks", "resolve", handle, "--task", id, "--unverified"], key);

        Assert.Equal((1, 0), (refused, recorded));
        Assert.Contains("--unverified", errors, StringComparison.Ordinal);
        var (state, named) = await StateAsync(handle);
        Assert.Equal(id, named);
        Assert.NotEqual(VideoTaskState.Unknown, state);
    }

    /// <summary>The usage page lists several tasks. The one of yesterday is not this one.</summary>
    [Fact]
    public async Task Resolve_TaskIsOlderThanTheRequest_IsRefused()
    {
        await using var service = new LoopbackListener((_, request, stream) => request.StartsWith("POST", StringComparison.Ordinal)
            ? LoopbackListener.WriteAsync(stream, 502, "")
            : LoopbackListener.WriteAsync(stream, 200, $$"""{"id":"old","status":"SUCCEEDED","createdAt":"{{TimeProvider.System.GetUtcNow().AddDays(-1):O}}"}"""));
        await using var services = Lab.Services(options => options.BaseAddress = service.Address).BuildServiceProvider();
        var handle = await UnknownAsync(services);

        var (code, _, _) = await RunAsync(["tasks", "resolve", handle, "--task", "old"], address: service.Address);

        Assert.Equal(1, code);
        Assert.Equal((VideoTaskState.Unknown, null), await StateAsync(handle));
    }

    [Theory]
    [InlineData("--not-charged")]
    [InlineData("--task")]
    public async Task Undo_AfterAResolution_IsUnknownAndBlocksAgain(string way)
    {
        var handle = await UnknownAsync();
        await RunAsync(["tasks", "resolve", handle, .. way == "--task" ? [way, Lab.Journal.Tasks[0].Id] : new[] { way }]);

        var (code, output, _) = await RunAsync(["tasks", "resolve", handle, "--undo"]);

        Assert.Equal(0, code);
        Assert.Contains("unknown", output, StringComparison.Ordinal);
        Assert.Equal((VideoTaskState.Unknown, null), await StateAsync(handle));
        await Assert.ThrowsAsync<VideoOutcomeUnknownException>(() => CreateAsync());
        Assert.Equal(1, Lab.Posts);
    }

    [Theory]
    [InlineData("--undo", "--not-charged")]
    [InlineData("--undo", "--task", "x")]
    [InlineData("--not-charged", "--unverified")]
    [InlineData("--unverified")]
    public async Task Resolve_OptionsThatContradict_AreRejected(params string[] options)
    {
        var handle = await UnknownAsync();

        Assert.NotEqual(0, (await RunAsync(["tasks", "resolve", handle, .. options])).Code);

        Assert.Equal((VideoTaskState.Unknown, null), await StateAsync(handle));
    }

    [Fact]
    public async Task Undo_NothingResolved_IsRefused()
    {
        var handle = await UnknownAsync();

        Assert.Equal(1, (await RunAsync(["tasks", "resolve", handle, "--undo"])).Code);
    }

    [Fact]
    public async Task Show_UnconfirmedId_IsPrinted()
    {
        Lab.Faults.Add(new FaultRule("read", "task-not-exist") { Times = 1000 });
        var handle = await UnknownAsync(fault: "id-in-error");

        var (_, output, _) = await RunAsync(["tasks", "show", handle]);

        Assert.Contains(Assert.Single(Lab.Journal.Tasks).Id, output, StringComparison.Ordinal);
    }

    private Task<string> UnknownAsync(string fault = "reset-after-accept")
    {
        Lab.Faults.Add(new FaultRule("create", fault));
        return UnknownAsync(_services!);
    }

    private static async Task<string> UnknownAsync(IServiceProvider services) =>
        (await Assert.ThrowsAsync<VideoOutcomeUnknownException>(() => CreateAsync(services, "a slow pan"))).Task.Handle;

    private Task<VideoTask> CreateAsync(string prompt = "a slow pan") => CreateAsync(_services!, prompt);

    private static async Task<VideoTask> CreateAsync(IServiceProvider services, string prompt)
    {
        var request = new VideoRequest { Image = TestHome.ImageName, Prompt = prompt, Model = "gen4_turbo" };
        return (await services.GetRequiredService<ICometRunwayClient>().CreateAsync(request, cancellationToken: Token).WithTestTimeout(Token)).Task;
    }

    private async Task<(VideoTaskState State, string? Id)> StateAsync(string handle)
    {
        var task = await _services!.GetRequiredService<ITaskStore>().GetAsync(handle, Token);
        return (task!.State, task.TaskId);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments, string? key = null, Uri? address = null)
    {
        var variables = ServerVariables.For(Lab);
        variables["COMETAPI_KEY"] = key ?? SandboxLab.Key;
        variables["COMETAPI_BASE_URL"] = (address ?? Lab.Server.BaseAddress).AbsoluteUri;
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await CommandLineApp.RunAsync(arguments, variables, output, errors, Token);
        return (code, output.ToString(), errors.ToString());
    }
}
