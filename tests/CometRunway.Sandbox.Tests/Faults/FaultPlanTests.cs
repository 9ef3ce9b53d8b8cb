using System.Net;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Tests.Testing;

namespace CometRunway.Sandbox.Tests.Faults;

public sealed class FaultPlanTests
{
    [Fact]
    public async Task Rule_WithTimesAndSkip_AppliesToThoseRequestsOnly()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("models", "empty-429") { Skip = 1, Times = 2 });
        var statuses = new List<int>();

        for (var i = 0; i < 5; i++)
        {
            using var response = await sandbox.GetAsync("/api/models");
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 429, 429, 200, 200], statuses);
    }

    [Fact]
    public async Task Rule_OnAnotherRoute_WaitsForIt()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("any", "two-objects"), new FaultRule("delete", "unauthorized"));

        using var models = await sandbox.GetAsync("/api/models");

        Assert.Equal(HttpStatusCode.OK, models.StatusCode);
        Assert.Equal(2, sandbox.Server.Faults.Rules.Count);
    }

    [Theory]
    [InlineData("create", "nonsense", 1)]
    [InlineData("output", "two-objects", 1)]
    [InlineData("any", "SAFETY.INPUT.TEXT", 1)]
    [InlineData("create", "empty-429", 0)]
    public async Task Add_InvalidRule_ThrowsAndChangesNothing(string on, string name, int times)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        Assert.Throws<ArgumentException>(() => sandbox.Server.Faults.Add(new FaultRule("read", "empty-429"), new FaultRule(on, name) { Times = times }));

        Assert.Empty(sandbox.Server.Faults.Rules);
    }

    [Fact]
    public async Task ControlRoute_PutPostDelete_ScriptFaults()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        using var put = await sandbox.SendAsync(HttpMethod.Put, "/_sandbox/faults", """[{"on":"create","name":"reset-after-accept"}]""");
        using var post = await sandbox.SendAsync(HttpMethod.Post, "/_sandbox/faults", """[{"on":"read","name":"empty-429","times":3,"skip":2,"retryAfter":"9","pauseMilliseconds":5,"bytes":7}]""");
        var scripted = sandbox.Server.Faults.Rules;
        using var cleared = await sandbox.SendAsync(HttpMethod.Delete, "/_sandbox/faults");

        Assert.Equal(
            [new FaultRule("create", "reset-after-accept"), new FaultRule("read", "empty-429") { Times = 3, Skip = 2, RetryAfter = "9", PauseMilliseconds = 5, Bytes = 7 }],
            scripted);
        Assert.Equal(2, (await TestSandbox.JsonOf(post)).GetArrayLength());
        Assert.Empty(sandbox.Server.Faults.Rules);
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("null")]
    [InlineData("""[{"on":"create"}]""")]
    [InlineData("""[{"on":"create","name":"x"}]""")]
    [InlineData("""[{"on":"create","name":"empty-429","time":2}]""")]
    [InlineData("""{"on":"create","name":"empty-429"}""")]
    [InlineData("nonsense")]
    public async Task ControlRoute_InvalidBody_IsRejectedWithAReason(string body)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        using var response = await sandbox.SendAsync(HttpMethod.Put, "/_sandbox/faults", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty((await TestSandbox.JsonOf(response)).GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task ControlRoute_Names_ListsEveryFault()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        using var response = await sandbox.GetAsync("/_sandbox/faults/names");
        var names = (await TestSandbox.JsonOf(response)).EnumerateArray().Select(fault => fault.GetProperty("name").GetString()!);

        Assert.Equal(FaultPlan.Names, names);
    }

    [Theory]
    [InlineData("/_sandbox/paused/release")]
    [InlineData("/_sandbox/paused/1/release")]
    public async Task ControlRoute_Release_ResumesAPausedPost(string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", "pause-before-accept"));
        var post = sandbox.PostAsync(TestSandbox.Minimal);
        await sandbox.Server.Faults.NextPausedAsync(TestContext.Current.CancellationToken);

        using var paused = await sandbox.GetAsync("/_sandbox/paused");
        using var unknown = await sandbox.SendAsync(HttpMethod.Post, "/_sandbox/paused/99/release");
        using var released = await sandbox.SendAsync(HttpMethod.Post, path);
        using var response = await post;

        Assert.Equal("before-accept", Assert.Single((await TestSandbox.JsonOf(paused)).EnumerateArray()).GetProperty("point").GetString());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(1, (await TestSandbox.JsonOf(released)).GetProperty("released").GetInt32());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
