using CometRunway.McpServer.Tests.Testing;
using CometRunway.Sandbox.Faults;
using CometRunway.TestKit.Sandboxes;

namespace CometRunway.McpServer.Tests.Verbs;

/// <summary>The balance as evidence, for the person who settles: real processes, a server that created and a command that asks.</summary>
[Collection(OneAtATime.Name)]
public sealed class BalanceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SettleWithoutAWord_TaskWasCharged_ShowsTheDifferenceAndDecidesNothing()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var handle = await UnknownAsync(sandbox, "reset-after-accept", "on");
        var charged = sandbox.Journal.Tasks[0].ChargedUsd.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);

        var (code, output, errors) = await RunAsync(sandbox, "on", "tasks", "settle", handle);
        var after = await RunAsync(sandbox, "on", "tasks", "show", handle);

        Assert.NotEqual(0, code);
        Assert.Contains("--not-charged", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Contains("0 used, quota 100", output, StringComparison.Ordinal);
        Assert.Contains($"{charged} used", output, StringComparison.Ordinal);
        Assert.Contains($"The difference is {charged}; this task would probably have cost $", output, StringComparison.Ordinal);
        Assert.Contains("not proof", output, StringComparison.Ordinal);
        Assert.Contains("unknown", after.Output, StringComparison.Ordinal);
        Assert.Contains($"The difference is {charged}", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettleAsNotCharged_NothingWasCharged_ShowsSoAndSettles()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var handle = await UnknownAsync(sandbox, "reset-before-accept", "on");

        var (code, output, errors) = await RunAsync(sandbox, "on", "tasks", "settle", handle, "--not-charged");

        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Contains("The difference is 0", output, StringComparison.Ordinal);
        Assert.Contains("rejected", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_QueryCannotBeReadAgain_SaysSoAndShowsNoKey()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var handle = await UnknownAsync(sandbox, "reset-after-accept", "on");
        sandbox.Faults.Add(new FaultRule("quota", "reset-before-accept"));

        var (code, output, errors) = await RunAsync(sandbox, "on", "tasks", "show", handle);

        Assert.Equal(0, code);
        Assert.Contains("could not be read again", output, StringComparison.Ordinal);
        Assert.DoesNotContain(SandboxLab.Key, output + string.Concat(errors), StringComparison.Ordinal);
        Assert.All(
            Directory.GetFiles(sandbox.Home.State, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain(SandboxLab.Key, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_QueryNotAllowed_AsksAndTellsNothing()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var handle = await UnknownAsync(sandbox, "reset-after-accept", "off");

        var (code, output, _) = await RunAsync(sandbox, "off", "tasks", "show", handle);

        Assert.Equal(0, code);
        Assert.DoesNotContain("balance", output, StringComparison.Ordinal);
        Assert.DoesNotContain(sandbox.Journal.Requests, request => request.Route == "quota");
    }

    private static Task<(int Code, string Output, IReadOnlyList<string> Errors)> RunAsync(SandboxLab sandbox, string query, params string[] arguments) =>
        ServerProcess.RunAsync(arguments, Variables(sandbox, query));

    private static async Task<string> UnknownAsync(SandboxLab sandbox, string fault, string query)
    {
        sandbox.Faults.Add(new FaultRule("create", fault));
        await using var server = await ServerProcess.Start([], Variables(sandbox, query)).GreetAsync();
        var error = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", WireClient.Request()));
        Assert.Equal("outcome_unknown", error.GetProperty("code").GetString());
        return error.GetProperty("handle").GetString()!;
    }

    private static Dictionary<string, string> Variables(SandboxLab sandbox, string query) =>
        new(ServerVariables.For(sandbox)) { ["COMETRUNWAY_BALANCE_QUERY"] = query };
}
