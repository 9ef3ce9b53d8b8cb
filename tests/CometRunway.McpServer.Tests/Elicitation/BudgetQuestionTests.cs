using System.Text.Json;
using CometRunway.Mcp.Tools;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Tests.Elicitation;

/// <summary>At a limit only a person can allow a task, and only that one.</summary>
public sealed class BudgetQuestionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>All responses that are not a clear yes, in both protocol generations.</summary>
    public static TheoryData<string, string, string?> NoClearYes => new()
    {
        { ProtocolVersions.LastWithHandshake, "decline", null },
        { ProtocolVersions.LastWithHandshake, "cancel", null },
        { ProtocolVersions.LastWithHandshake, "accept", null },
        { ProtocolVersions.LastWithHandshake, "accept", "false" },
        { ProtocolVersions.LastWithHandshake, "accept", "\"true\"" },
        { ProtocolVersions.Modern, "decline", null },
        { ProtocolVersions.Modern, "cancel", null },
        { ProtocolVersions.Modern, "accept", null },
        { ProtocolVersions.Modern, "accept", "false" },
    };

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Create_OverLimitAndAllowed_IsCreatedOnceAndLimitRemains(string version)
    {
        await using var person = await ElicitedUser.StartAsync(version, _ => Task.FromResult(ElicitedUser.Yes));

        var second = ChatClient.Answer(await person.CreateAsync(("seed", 2)));
        var third = ChatClient.Answer(await person.CreateAsync(("seed", 3)));

        Assert.True(second.GetProperty("created").GetBoolean());
        // That a person allowed it is the one warning.
        Assert.Equal(1, second.GetProperty("warnings").GetArrayLength());
        Assert.True(third.GetProperty("created").GetBoolean());
        Assert.Equal(2, person.Questions.Count);
        Assert.Equal(3, person.Server.Sandbox.Posts);
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Question_Asked_HasLimitImageSettingsAndPrice(string version)
    {
        await using var person = await ElicitedUser.StartAsync(version, _ => Task.FromResult(ElicitedUser.Yes));

        await person.CreateAsync(("seed", 2), ("duration", 10));

        var question = Assert.Single(person.Questions);
        Assert.All([$"\"{TestHome.ImageName}\"", "gen4_turbo", "1280:720", "10 s", "\"a slow pan\"", "$0.40"], value => Assert.Contains(value, question.Message, StringComparison.Ordinal));
        Assert.Equal(["allow"], question.RequestedSchema!.Required);
    }

    [Theory]
    [MemberData(nameof(NoClearYes))]
    public async Task Create_WithoutClearYes_IsRejectedAndNothingIsSent(string version, string action, string? allow)
    {
        var answer = new ElicitResult { Action = action, Content = allow is null ? null : new Dictionary<string, JsonElement> { ["allow"] = JsonElement.Parse(allow) } };
        await using var person = await ElicitedUser.StartAsync(version, _ => Task.FromResult(answer));

        var error = ChatClient.Error(await person.CreateAsync(("seed", 2)));

        Assert.Equal("budget_reached", error.GetProperty("code").GetString());
        Assert.Single(person.Questions);
        Assert.Equal(1, person.Server.Sandbox.Posts);
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Create_ClientWithoutElicitation_IsRejected(string version)
    {
        await using var chat = await ChatClient.StartAsync(version, variables: new() { ["COMETRUNWAY_MAX_TASKS_PER_HOUR"] = "1" });
        await chat.AnswerAsync("create_video_from_image", ChatClient.Request());

        var error = await chat.ErrorAsync("create_video_from_image", ChatClient.Request(("seed", 2)));

        Assert.Equal("budget_reached", error.GetProperty("code").GetString());
        Assert.Equal(1, chat.Server.Sandbox.Posts);
        // It does not say that a person was asked, as the refusal after a question does.
        await using var person = await ElicitedUser.StartAsync(version, _ => Task.FromResult(new ElicitResult { Action = "decline" }));
        var declined = ChatClient.Error(await person.CreateAsync(("seed", 2)));
        Assert.NotEqual(declined.GetProperty("message").GetString(), error.GetProperty("message").GetString());
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Create_LimitIsZero_AsksNobody(string version)
    {
        await using var person = await ElicitedUser.StartAsync(version, _ => Task.FromResult(ElicitedUser.Yes), limit: "0");

        ChatClient.Error(await person.CreateAsync());

        Assert.Empty(person.Questions);
        Assert.Equal(0, person.Server.Sandbox.Posts);
    }

    /// <summary>In both protocol generations the yes arrives after the timeout, so nothing is created.</summary>
    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Create_LateResponse_IsRejected(string version)
    {
        var clock = new ManualTimerProvider(ElicitationApproval.Timeout);
        var release = new TaskCompletionSource<ElicitResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var person = await ElicitedUser.StartAsync(version, _ => release.Task, change: services => services.AddSingleton<TimeProvider>(clock));
        var create = person.CreateAsync(("seed", 2));
        await clock.Armed.WithTestTimeout(Token);

        clock.Fire();
        if (version == ProtocolVersions.Modern)
            release.SetResult(ElicitedUser.Yes);
        var error = ChatClient.Error(await create);
        release.TrySetResult(ElicitedUser.Yes);

        Assert.Equal("budget_reached", error.GetProperty("code").GetString());
        Assert.Equal(1, person.Server.Sandbox.Posts);
    }
}
