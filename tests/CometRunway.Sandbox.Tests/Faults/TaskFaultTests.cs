using System.Text.Json;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Sandbox.Tests.Faults;

public sealed class TaskFaultTests
{
    private static readonly string[] FailureCodes =
    [
        "SAFETY.INPUT.TEXT", "SAFETY.INPUT.IMAGE", "SAFETY.INPUT.VIDEO", "SAFETY.OUTPUT.VIDEO",
        "INPUT_PREPROCESSING.SAFETY.TEXT", "INPUT_PREPROCESSING.SAFETY.TEXT.THIRD_PARTY", "INPUT_PREPROCESSING.INTERNAL",
        "ASSET.INVALID", "INTERNAL.BAD_OUTPUT.CODE01", "INTERNAL.BAD_OUTPUT.01",
        "THIRD_PARTY.UNAVAILABLE", "THIRD_PARTY.INPUT_VALIDATION", "INTERNAL",
    ];

    private static readonly string[] UnusualReports =
    [
        "failure-without-code", "failure-without-text", "cancelled", "throttled", "stuck", "unknown-status",
        "never-visible", "no-output", "link-in-fail-reason", "link-in-result-url",
    ];

    private static readonly string[] Delivery = [.. DeliveryFaultTests.Names];

    public static IReadOnlyList<string> Names { get; } = [.. FailureCodes, .. UnusualReports, .. Delivery];

    public static TheoryData<string> Codes => [.. FailureCodes];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task FailureCode_OfTheNextTask_IsReported(string code)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("task", code));

        var failed = await sandbox.ReadTaskAsync(await sandbox.CreateAsync());
        var next = await sandbox.ReadTaskAsync(await sandbox.CreateAsync());

        Assert.Equal(("FAILED", code), (failed.GetProperty("status").GetString(), failed.GetProperty("failureCode").GetString()));
        Assert.NotEmpty(failed.GetProperty("failure").GetString()!);
        Assert.False(failed.TryGetProperty("output", out _));
        Assert.Equal("SUCCEEDED", next.GetProperty("status").GetString());
    }

    [Fact]
    public async Task FailureCode_Wrapped_IsAFailureWithItsReason()
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, Shape = TaskShape.Wrapped });
        sandbox.Server.Faults.Add(new FaultRule("task", "SAFETY.INPUT.TEXT"));

        var record = (await sandbox.ReadTaskAsync(await sandbox.CreateAsync())).GetProperty("data");

        Assert.Equal(("FAILURE", "100%"), (record.GetProperty("status").GetString(), record.GetProperty("progress").GetString()));
        Assert.NotEmpty(record.GetProperty("fail_reason").GetString()!);
        Assert.Equal("SAFETY.INPUT.TEXT", record.GetProperty("data").GetProperty("failureCode").GetString());
    }

    [Theory]
    [InlineData("failure-without-code", """{"status":"FAILED","failure":"An unexpected error occurred."}""")]
    [InlineData("failure-without-text", """{"status":"FAILED"}""")]
    [InlineData("cancelled", """{"status":"CANCELLED"}""")]
    [InlineData("stuck", """{"status":"RUNNING","progress":0.99}""")]
    [InlineData("unknown-status", """{"status":"PAUSED_BY_VENDOR"}""")]
    [InlineData("no-output", """{"status":"SUCCEEDED"}""")]
    [InlineData("never-visible", """{"code":"task_not_exist","message":"task_not_exist","data":null}""")]
    public async Task UnusualReport_LongAfter_IsRead(string name, string expected)
    {
        var clock = new FakeTimeProvider();
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { TimeProvider = clock });
        sandbox.Server.Faults.Add(new FaultRule("task", name));
        var id = await sandbox.CreateAsync();
        clock.Advance(TimeSpan.FromHours(10));

        var task = await sandbox.ReadTaskAsync(id);

        var reported = task.EnumerateObject().Where(p => p.Name is not ("id" or "createdAt")).ToDictionary(p => p.Name, p => p.Value);
        Assert.Equal(expected, JsonSerializer.Serialize(reported));
    }

    [Fact]
    public async Task Throttled_BeforeItRuns_IsReported()
    {
        var clock = new FakeTimeProvider();
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { TimeProvider = clock });
        sandbox.Server.Faults.Add(new FaultRule("task", "throttled"));
        var id = await sandbox.CreateAsync();
        var seen = new HashSet<string>();

        for (var second = 0; second < 12; second++)
        {
            seen.Add((await sandbox.ReadTaskAsync(id)).GetProperty("status").GetString()!);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["PENDING", "THROTTLED", "RUNNING"], seen);
    }

    [Theory]
    [InlineData("link-in-fail-reason", "fail_reason")]
    [InlineData("link-in-result-url", "result_url")]
    public async Task Link_InAnUnusualField_IsOnlyThereAndWorks(string name, string field)
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, Shape = TaskShape.Wrapped });
        sandbox.Server.Faults.Add(new FaultRule("task", name));

        var record = (await sandbox.ReadTaskAsync(await sandbox.CreateAsync())).GetProperty("data");
        using var clip = await sandbox.GetAsync(record.GetProperty(field).GetString()!);

        Assert.Equal("SUCCESS", record.GetProperty("status").GetString());
        Assert.False(record.GetProperty("data").TryGetProperty("output", out _));
        Assert.True(clip.IsSuccessStatusCode);
    }
}
