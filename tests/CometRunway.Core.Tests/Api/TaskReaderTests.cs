using System.Text;
using System.Text.Json;
using CometRunway.Api;
using CometRunway.Api.Wire;
using CometRunway.Diagnostics;

namespace CometRunway.Core.Tests.Api;

public sealed class TaskReaderTests
{
    private static readonly TaskReader Reader = new(new Redactor([]), new Uri("https://gateway.example/"));

    [Theory]
    [InlineData("task-wrapped-queued", "PENDING", "QUEUED/PENDING", 0.0, null)]
    [InlineData("task-wrapped-running", "RUNNING", "IN_PROGRESS/RUNNING", 0.275, null)]
    [InlineData("task-wrapped-success", "SUCCEEDED", "SUCCESS/SUCCEEDED", 1.0, "https://video.example/inner.mp4?_jwt=a.b.c")]
    [InlineData("task-wrapped-success-lagging-inner", "SUCCEEDED", "SUCCESS/RUNNING", 1.0, "https://video.example/in-fail-reason.mp4")]
    [InlineData("task-wrapped-failure", "FAILED", "FAILURE/FAILED", 1.0, null)]
    [InlineData("task-wrapped-unknown", "UNKNOWN", "UNKNOWN", 0.2, null)]
    [InlineData("task-bare-succeeded", "SUCCEEDED", "SUCCEEDED", null, "https://example.com/output.mp4")]
    [InlineData("task-bare-running", "RUNNING", "RUNNING", 0.275, null)]
    [InlineData("task-bare-throttled", "THROTTLED", "THROTTLED", null, null)]
    [InlineData("task-bare-failed", "FAILED", "FAILED", null, null)]
    [InlineData("task-bare-cancelled", "CANCELLED", "CANCELED", null, null)]
    [InlineData("task-feed", "SUCCEEDED", "SUCCESS", 1.0, "https://video.example/result.mp4")]
    [InlineData("task-lower-case", "RUNNING", "in_progress", 0.2, null)]
    public void Read_EveryKnownShape_BecomesOneTask(string fixture, string status, string raw, double? progress, string? link)
    {
        var task = Read(Fixtures.Text(fixture))!;

        Assert.Equal("asked", task.Id);
        Assert.Equal(status, task.Status.Value);
        Assert.Equal(raw, task.RawStatus);
        Assert.Equal(progress, task.Progress);
        Assert.Equal(link, task.Output.SingleOrDefault()?.AbsoluteUri);
    }

    [Fact]
    public void Read_TimesOfEveryForm_ArePointsInTime()
    {
        var wrapped = Read(Fixtures.Text("task-wrapped-queued"))!;
        var feed = Read(Fixtures.Text("task-feed"))!;

        Assert.Equal(new DateTimeOffset(2026, 3, 13, 1, 52, 46, TimeSpan.Zero), wrapped.CreatedAt!.Value.ToUniversalTime());
        Assert.Null(wrapped.StartedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1773366766), feed.CreatedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1773366770), feed.StartedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1773366800), feed.FinishedAt);
    }

    [Fact]
    public void Read_Failure_KeepsRunwaysCodeAndText()
    {
        var task = Read(Fixtures.Text("task-wrapped-failure"))!;

        Assert.Equal(new ApiTaskFailure("SAFETY.INPUT.TEXT", "The prompt was refused."), task.Failure);
        Assert.Equal(25, Read(Fixtures.Text("task-bare-succeeded"))!.Credits);
    }

    [Theory]
    [InlineData("0.275", 0.275)]
    [InlineData("\"20%\"", 0.2)]
    [InlineData("20", 0.2)]
    [InlineData("\"0.2\"", 0.2)]
    [InlineData("1", 1.0)]
    [InlineData("\"1%\"", 0.01)]
    [InlineData("250", 1.0)]
    [InlineData("-1", null)]
    [InlineData("1e999", null)]
    [InlineData("\"soon\"", null)]
    [InlineData("{}", null)]
    public void Read_Progress_IsAFractionOrNothing(string json, double? expected)
    {
        var task = Read($$"""{"id":"t","status":"RUNNING","progress":{{json}}}""")!;

        Assert.Equal(expected, task.Progress);
    }

    [Theory]
    [InlineData("\"file:///etc/passwd\"")]
    [InlineData("\"/etc/passwd\"")]
    [InlineData("\"javascript:alert(1)\"")]
    [InlineData("\"data:video/mp4;base64,AAAA\"")]
    [InlineData("[1,null,{},\"ftp://x/y\"]")]
    public void Read_OutputThatIsNoWebLink_IsLeftOut(string output)
    {
        var task = Read($$"""{"id":"t","status":"SUCCEEDED","output":{{output}},"result_url":"https://video.example/r.mp4"}""")!;

        Assert.Equal("https://video.example/r.mp4", Assert.Single(task.Output).AbsoluteUri);
    }

    [Fact]
    public void Read_LinkInFailReasonOfAFailedTask_IsNoOutput()
    {
        var task = Read("""{"task_id":"t","status":"FAILURE","fail_reason":"https://video.example/r.mp4"}""")!;

        Assert.Empty(task.Output);
        Assert.Equal("https://video.example/r.mp4", task.Failure!.Message);
    }

    [Theory]
    [InlineData("SUCCESS", "FAILED", "FAILED")]
    [InlineData("FAILURE", "SUCCEEDED", "SUCCEEDED")]
    [InlineData("FAILURE", "RUNNING", "FAILED")]
    [InlineData("QUEUED", "RUNNING", "RUNNING")]
    [InlineData("IN_PROGRESS", "DREAMING", "RUNNING")]
    [InlineData("ODD", "DREAMING", "DREAMING")]
    public void Read_TwoStatuses_AreMergedByOneRule(string wrapper, string inner, string expected)
    {
        var task = Read($$$$"""{"code":"success","data":{"task_id":"t","status":"{{{{wrapper}}}}","data":{"id":"t","status":"{{{{inner}}}}"}}}""")!;

        Assert.Equal(expected, task.Status.Value);
    }

    private static ApiTask? Read(string json) =>
        Reader.Read(LenientJson.FirstObject(Encoding.UTF8.GetBytes(json), out _) ?? throw new JsonException("no object"), "asked");
}
