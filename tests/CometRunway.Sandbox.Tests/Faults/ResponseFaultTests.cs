using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Journal;
using CometRunway.Sandbox.Tests.Testing;

namespace CometRunway.Sandbox.Tests.Faults;

public sealed class ResponseFaultTests
{
    /// <summary>Faults that are tested elsewhere: in <see cref="TransportFaultTests"/> and <see cref="TaskFaultTests"/>.</summary>
    private static readonly string[] Elsewhere = [.. TransportFaultTests.Names, .. TaskFaultTests.Names, "huge-body", "id-and-filler"];

    public static TheoryData<string, string> Names => [.. FaultTable.Rows.Select(row => (row.On, row.Name))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fault_OnItsRoute_RespondsAsTheTableSaysAndIsUsedUp(string on, string name)
    {
        var row = FaultTable.Rows.Single(r => (r.On, r.Name) == (on, name));
        await using var sandbox = await TestSandbox.StartAsync();
        var requests = await RouteRequests.CreateAsync(sandbox);
        var before = sandbox.Server.Journal.Tasks.Count;
        sandbox.Server.Faults.Add(new FaultRule(on, name));

        using var response = await requests.SendAsync(on);

        Assert.Equal(row.Status, (int)response.StatusCode);
        Assert.Equal(row.MediaType, response.Content.Headers.ContentType?.MediaType);
        var text = await TestSandbox.TextOf(response);
        Assert.True(row.Says.Length == 0 ? text.Length == 0 : text.Contains(row.Says, StringComparison.Ordinal), text);
        Assert.Equal(row.Charged ? 1 : 0, sandbox.Server.Journal.Tasks.Count - before);
        Assert.Empty(sandbox.Server.Faults.Rules);
        Assert.Equal(name, sandbox.Server.Journal.Requests[^1].Fault);
        using var next = await requests.SendAsync(on);
        Assert.True(next.IsSuccessStatusCode);
    }

    [Fact]
    public void Names_OfAllFaults_AreInOneOfTheTables()
    {
        var tested = FaultTable.Rows.Select(row => row.Name).Concat(Elsewhere).Distinct().Order();

        Assert.Equal(FaultPlan.Names.Order(), tested);
    }

    [Theory]
    [InlineData("redirect")]
    [InlineData("redirect-307")]
    public async Task Redirect_Anywhere_PointsAway(string name)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("any", name));

        using var response = await sandbox.PostAsync(TestSandbox.Minimal);

        Assert.Equal("http://127.0.0.1:9/elsewhere", response.Headers.Location?.AbsoluteUri);
    }

    [Theory]
    [InlineData("empty-429", "7")]
    [InlineData("service-unavailable", "Wed, 21 Oct 2026 07:28:00 GMT")]
    public async Task RetryAfter_OfTheRule_IsSentAsWritten(string name, string retryAfter)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", name) { RetryAfter = retryAfter });

        using var response = await sandbox.PostAsync(TestSandbox.Minimal);

        Assert.Equal(retryAfter, Assert.Single(response.Headers.GetValues("Retry-After")));
    }

    [Fact]
    public async Task HugeBody_OfAHundredMegabytes_ComesWithoutALength()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("read", "huge-body"));

        using var response = await sandbox.GetTaskAsync("x");

        Assert.Null(response.Content.Headers.ContentLength);
        using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        Assert.True(await CountAsync(body) > 100_000_000);
    }

    [Fact]
    public async Task TwoObjects_TaskOfTheFirst_NeverBecomesVisible()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", "two-objects"));

        using var response = await sandbox.PostAsync(TestSandbox.Minimal);
        var task = Assert.Single(sandbox.Server.Journal.Tasks);
        using var read = await sandbox.GetTaskAsync(task.Id);

        Assert.StartsWith($$"""{"id":"{{task.Id}}"}{""", await TestSandbox.TextOf(response), StringComparison.Ordinal);
        Assert.Equal(ResponseState.Sent, task.Response);
        Assert.Equal(400, (int)read.StatusCode);
    }

    [Theory]
    [InlineData("no-id")]
    [InlineData("gateway-timeout-after-accept")]
    public async Task AfterAccept_ResponseWithoutTheId_IsInTheJournal(string name)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", name));

        using var response = await sandbox.PostAsync(TestSandbox.Minimal);

        Assert.Equal(ResponseState.SentWithoutId, Assert.Single(sandbox.Server.Journal.Tasks).Response);
    }

    [Fact]
    public async Task AfterAccept_InvalidRequest_KeepsItsError()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", "no-id"));

        using var response = await sandbox.PostAsync("{}");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Empty(sandbox.Server.Journal.Tasks);
    }

    private static async Task<long> CountAsync(Stream body)
    {
        var block = new byte[1 << 20];
        long total = 0;
        int read;
        while ((read = await body.ReadAsync(block, TestContext.Current.CancellationToken)) > 0)
        {
            total += read;
        }

        return total;
    }
}
