using System.Net;
using CometRunway.Sandbox.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Sandbox.Tests.Api;

public sealed class TaskTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 13, 1, 52, 46, TimeSpan.Zero);

    [Fact]
    public async Task Read_OverTime_GoesFromPendingToSucceeded()
    {
        var clock = new FakeTimeProvider(Start);
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { TimeProvider = clock });
        var id = await sandbox.CreateAsync();
        var seen = new List<string>();
        var progress = new List<double>();

        for (var second = 0; second < 45; second++)
        {
            var task = await sandbox.ReadTaskAsync(id);
            var status = task.GetProperty("status").GetString()!;
            seen.Add(status);
            progress.Add(task.TryGetProperty("progress", out var p) ? p.GetDouble() : -1);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        string[] phases = [.. seen.Distinct().Where(s => s != "THROTTLED")];
        Assert.Equal(["PENDING", "RUNNING", "SUCCEEDED"], phases);
        Assert.InRange(seen.IndexOf("SUCCEEDED"), 20, 40);
        var running = progress.Where(p => p >= 0).ToArray();
        Assert.Equal(running.Order(), running);
        Assert.All(running, p => Assert.InRange(p, 0, 0.99));
    }

    [Theory]
    [InlineData(1, 15, false)]
    [InlineData(10, 4, true)]
    [InlineData(0, 0, true)]
    public async Task Read_AtASpeed_EndsSooner(double speed, int seconds, bool ended)
    {
        var clock = new FakeTimeProvider(Start);
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { TimeProvider = clock, Speed = speed });
        var id = await sandbox.CreateAsync();
        clock.Advance(TimeSpan.FromSeconds(seconds));

        var task = await sandbox.ReadTaskAsync(id);

        Assert.Equal(ended, task.GetProperty("status").GetString() == "SUCCEEDED");
    }

    [Fact]
    public async Task Read_Bare_IsRunwaysObject()
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, TimeProvider = new FakeTimeProvider(Start) });
        var id = await sandbox.CreateAsync();

        var task = await sandbox.ReadTaskAsync(id);

        Assert.Equal(["id", "status", "createdAt", "output"], task.EnumerateObject().Select(p => p.Name));
        Assert.Equal("2026-03-13T01:52:46.000Z", task.GetProperty("createdAt").GetString());
    }

    [Theory]
    [InlineData(0, "SUBMITTED", "10%", "PENDING", false)]
    [InlineData(12, "IN_PROGRESS", null, "RUNNING", false)]
    [InlineData(60, "SUCCESS", "100%", "SUCCEEDED", true)]
    public async Task Read_Wrapped_HasTheGatewaysStatus(int seconds, string outer, string? progress, string inner, bool finished)
    {
        var clock = new FakeTimeProvider(Start);
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Shape = TaskShape.Wrapped, TimeProvider = clock });
        var id = await sandbox.CreateAsync();
        clock.Advance(TimeSpan.FromSeconds(seconds));

        var body = await sandbox.ReadTaskAsync(id);

        var record = body.GetProperty("data");
        Assert.Equal(("success", ""), (body.GetProperty("code").GetString(), body.GetProperty("message").GetString()));
        Assert.Equal((id, "IMAGE_TO_VIDEO", outer), (record.GetProperty("task_id").GetString(), record.GetProperty("action").GetString(), record.GetProperty("status").GetString()));
        Assert.Matches(progress ?? "^[3-9][0-9]%$", record.GetProperty("progress").GetString());
        Assert.Equal(Start.ToUnixTimeSeconds(), record.GetProperty("submit_time").GetInt64());
        Assert.Equal(finished, record.GetProperty("finish_time").GetInt64() > 0);
        Assert.Equal((inner, "2026-03-13T09:52:46+08:00"), (record.GetProperty("data").GetProperty("status").GetString(), record.GetProperty("data").GetProperty("createdAt").GetString()));
        Assert.Equal(finished, record.GetProperty("data").TryGetProperty("output", out _));
    }

    [Theory]
    [InlineData(TaskShape.Bare)]
    [InlineData(TaskShape.Feed)]
    public async Task Feed_FinishedTask_IsTheRecordWithItsResult(TaskShape shape)
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, Shape = shape });
        var id = await sandbox.CreateAsync();

        using var response = await sandbox.SendAsync(HttpMethod.Post, "/runway/feed", $$"""{"task_id":"{{id}}"}""");
        var record = await TestSandbox.JsonOf(response);

        Assert.Equal((id, "SUCCESS"), (record.GetProperty("task_id").GetString(), record.GetProperty("status").GetString()));
        Assert.StartsWith(sandbox.Server.BaseAddress.AbsoluteUri, record.GetProperty("result_url").GetString(), StringComparison.Ordinal);
        Assert.Equal(shape == TaskShape.Feed, (await sandbox.ReadTaskAsync(id)).TryGetProperty("result_url", out _));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(200)]
    public async Task Read_NewId_IsInvisibleAtFirst(int status)
    {
        var clock = new FakeTimeProvider(Start);
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, InvisibleFor = TimeSpan.FromSeconds(30), TaskNotExistStatus = status, TimeProvider = clock });
        var id = await sandbox.CreateAsync();

        using var early = await sandbox.GetTaskAsync(id);
        clock.Advance(TimeSpan.FromSeconds(30));
        using var late = await sandbox.GetTaskAsync(id);

        Assert.Equal(status, (int)early.StatusCode);
        Assert.Equal("""{"code":"task_not_exist","message":"task_not_exist","data":null}""", await TestSandbox.TextOf(early));
        Assert.Contains("SUCCEEDED", await TestSandbox.TextOf(late), StringComparison.Ordinal);
        Assert.Equal(2, sandbox.Server.Journal.Find(id)!.Gets);
    }

    [Fact]
    public async Task Read_IdOfAnotherAccount_DoesNotExist()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.CreateAsync();
        sandbox.Http.DefaultRequestHeaders.Remove("Authorization");

        using var otherAccount = await sandbox.SendAsync(HttpMethod.Get, $"/runwayml/v1/tasks/{id}", null, ("Authorization", "Bearer other"));
        using var sameAccount = await sandbox.SendAsync(HttpMethod.Get, $"/runwayml/v1/tasks/{id}", null, ("Authorization", "bearer test"));

        Assert.Equal(HttpStatusCode.BadRequest, otherAccount.StatusCode);
        Assert.Equal(HttpStatusCode.OK, sameAccount.StatusCode);
    }

    [Fact]
    public async Task Delete_Twice_Is204AndThen404()
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { TimeProvider = new FakeTimeProvider(Start) });
        var id = await sandbox.CreateAsync();

        using var first = await sandbox.DeleteAsync(id);
        using var second = await sandbox.DeleteAsync(id);
        using var read = await sandbox.GetTaskAsync(id);

        Assert.Equal((204, 404, 404), ((int)first.StatusCode, (int)second.StatusCode, (int)read.StatusCode));
        Assert.Equal("", await TestSandbox.TextOf(first));
        Assert.Equal("""{"error":"Could not find Task"}""", await TestSandbox.TextOf(read));
        var task = sandbox.Server.Journal.Find(id)!;
        Assert.Equal((2, true, 0.256m), (task.Deletes, task.Deleted, task.ChargedUsd));
    }

    [Fact]
    public async Task Delete_FinishedTask_RemovesTheClip()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.CreateAsync();
        var link = await sandbox.LinkAsync(id);

        using var deleted = await sandbox.DeleteAsync(id);
        using var clip = await sandbox.GetAsync(link);

        Assert.Equal((204, 403), ((int)deleted.StatusCode, (int)clip.StatusCode));
    }

    [Fact]
    public async Task Delete_WhenDisabled_IsAnInvalidUrl()
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, DeleteEnabled = false });
        var id = await sandbox.CreateAsync();

        using var response = await sandbox.DeleteAsync(id);

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Contains("Invalid URL (DELETE /runwayml/v1/tasks/", await TestSandbox.TextOf(response), StringComparison.Ordinal);
        Assert.Equal("SUCCEEDED", (await sandbox.ReadTaskAsync(id)).GetProperty("status").GetString());
    }
}
