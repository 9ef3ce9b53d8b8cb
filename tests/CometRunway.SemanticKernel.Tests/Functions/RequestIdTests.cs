using CometRunway.Sandbox.Faults;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.Store;
using CometRunway.TestKit.Stores;
using CometRunway.TestKit.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>What a model gets that gives its videos ids of its own: a repeated call is the same video, and never the user's money again.</summary>
public sealed class RequestIdTests
{
    private const string Id = "\"requestId\":\"order 17\"";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData(",\"newTake\":true")]
    public async Task Create_RepeatedAtMinuteEleven_IsTheEarlierTaskAndPaysOnce(string newTake)
    {
        var time = new AdjustableTimeProvider();
        await using var lab = await ToolLab.StartAsync(change: services => services.AddSingleton<TimeProvider>(time));
        var first = await lab.CreateAsync(Id + newTake);
        time.Jump(TimeSpan.FromMinutes(11));

        var again = await lab.CreateAsync(Id + newTake);

        Assert.Equal((true, false), (first.Created, again.Created));
        Assert.Equal((first.Handle, first.TaskId, "order 17"), (again.Handle, again.TaskId, again.RequestId));
        Assert.Equal(("get_video", first.Handle), (again.NextAction.Tool, (string)again.NextAction.Arguments["taskId"]!));
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Theory]
    [InlineData("requestId")]
    [InlineData("request_id")]
    [InlineData("idempotencyKey")]
    [InlineData("idempotency_key")]
    [InlineData("Idempotency-Key")]
    public async Task Create_OtherSpelling_IsTheSameId(string name)
    {
        await using var lab = await ToolLab.StartAsync();
        await lab.CreateAsync(Id);

        var again = await lab.CreateAsync($"\"newTake\":true,\"{name}\":\" order 17 \"");

        Assert.Equal((false, 1), (again.Created, lab.Sandbox.Posts));
    }

    [Fact]
    public async Task Create_SameIdForAnotherRequest_IsRefusedAndNamesTheEarlierTask()
    {
        await using var lab = await ToolLab.StartAsync();
        var first = await lab.CreateAsync(Id);

        var error = await lab.CreateErrorAsync($"{Id},\"newTake\":true,\"seed\":7");

        Assert.Equal((ErrorCodes.RequestIdConflict, "no", first.Handle, false), (error.Code, error.Charged, error.Handle, error.Retryable));
        Assert.Equal(("get_video", first.Handle), (error.NextAction!.Tool, (string)error.NextAction.Arguments["taskId"]!));
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_NewIdForTheSameRequest_IsADuplicateUntilANewTakeIsWanted()
    {
        var time = new AdjustableTimeProvider();
        await using var lab = await ToolLab.StartAsync(change: services => services.AddSingleton<TimeProvider>(time));
        var first = await lab.CreateAsync(Id);
        var duplicate = await lab.CreateAsync("\"requestId\":\"order 18\"");
        time.Jump(TimeSpan.FromMinutes(11));

        var repeated = await lab.CreateAsync("\"requestId\":\"order 18\"");
        var take = await lab.CreateAsync("\"requestId\":\"order 19\",\"newTake\":true");

        Assert.Equal((first.Handle, first.Handle, false, false), (duplicate.Handle, repeated.Handle, duplicate.Created, repeated.Created));
        Assert.Equal((true, 2), (take.Created, lab.Sandbox.Posts));
    }

    [Fact]
    public async Task Create_OutcomeIsUnknown_IsUnknownForThatIdForEver()
    {
        var time = new AdjustableTimeProvider();
        await using var lab = await ToolLab.StartAsync(change: services => services.AddSingleton<TimeProvider>(time));
        lab.Sandbox.Faults.Add(new FaultRule("create", "reset-after-accept"));
        var first = await lab.CreateErrorAsync(Id);
        time.Jump(TimeSpan.FromDays(3));

        var again = await lab.CreateErrorAsync(Id);

        Assert.Equal((ErrorCodes.OutcomeUnknown, ErrorCodes.EarlierOutcomeUnknown), (first.Code, again.Code));
        Assert.Equal((first.Handle, "no", 1), (again.Handle, again.Charged, lab.Sandbox.Posts));
    }

    [Theory]
    [InlineData("failure-without-code", "failed")]
    [InlineData("cancelled", "cancelled")]
    public async Task Create_EarlierTaskHasNoVideo_IsReturnedAndNotMadeAgain(string fault, string state)
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("task", fault));
        var first = await lab.CreateAsync(Id);
        await lab.CallAsync<ErrorReply>("get_video", "{}");

        var again = await lab.CreateAsync(Id);

        Assert.Equal((first.Handle, state, false, 1), (again.Handle, again.State, again.Created, lab.Sandbox.Posts));
    }

    [Theory]
    [InlineData("too-many-requests", ErrorCodes.RateLimited, true)]
    [InlineData("validation", ErrorCodes.RequestRefused, false)]
    public async Task Create_RefusedByTheService_TheSameIdIsUsedAgain(string fault, string code, bool isRetryable)
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", fault));
        var error = await lab.CreateErrorAsync(Id);

        var created = await lab.CreateAsync($"{Id},\"duration\":10");
        var repeated = await lab.CreateAsync($"{Id},\"duration\":10");

        Assert.Equal((code, "no", isRetryable), (error.Code, error.Charged, error.Retryable));
        Assert.Equal((true, false, created.Handle), (created.Created, repeated.Created, repeated.Handle));
        Assert.NotEqual(error.Handle, created.Handle);
        Assert.Single(lab.Sandbox.Journal.Tasks);
    }

    [Fact]
    public async Task Create_BrokenRules_TheCorrectedCallKeepsTheId()
    {
        await using var lab = await ToolLab.StartAsync();

        var error = await lab.CreateErrorAsync($"{Id},\"duration\":12");

        var created = await lab.CallAsync<CreateReply>(error.NextAction!.Tool, error.NextAction.Arguments.ToJsonString());
        Assert.Equal("order 17", created.RequestId);
    }

    [Theory]
    [InlineData("\"requestId\":\"a\\u200bb\"")]
    [InlineData("\"requestId\":[\"a\",\"b\"]")]
    [InlineData("\"requestId\":\"a\",\"idempotencyKey\":\"b\"")]
    public async Task Create_IdThatCannotBeUsed_IsNeverDroppedFromASuggestedCall(string requestId)
    {
        await using var lab = await ToolLab.StartAsync();

        var error = await lab.CreateErrorAsync($"{requestId},\"duration\":12");

        Assert.Contains("requestId", error.Problems!.Select(problem => problem.Field));
        Assert.Null(error.NextAction);
        Assert.Equal((ErrorCodes.InvalidRequest, 0), (error.Code, lab.Sandbox.Posts));
    }

    [Theory]
    [InlineData("\"requestId\":\"\"")]
    [InlineData("\"requestId\":null")]
    public async Task Create_EmptyId_IsNone(string requestId)
    {
        await using var lab = await ToolLab.StartAsync();

        var reply = await lab.CreateAsync(requestId);

        Assert.True(reply.Created);
        Assert.Null(reply.RequestId);
    }

    [Fact]
    public async Task GetAndList_TaskWithAnId_ShowIt()
    {
        await using var lab = await ToolLab.StartAsync();
        await lab.CreateAsync(Id);

        var video = await lab.CallAsync<VideoReply>("get_video", "{}");
        var list = await lab.CallAsync<ListReply>("list_videos", """{"request_id":"order 17"}""");

        Assert.Equal("order 17", video.RequestId);
        Assert.Equal((video.Handle, "order 17"), (Assert.Single(list.Videos).Handle, list.Videos[0].RequestId));
    }

    [Theory]
    [InlineData("get_video", "requestId")]
    [InlineData("get_video", "idempotency_key")]
    public async Task Get_RequestId_IsNoTaskIdAndLeadsToItsTask(string function, string name)
    {
        await using var lab = await ToolLab.StartAsync();
        var wanted = await lab.CreateAsync(Id);
        await lab.CreateAsync("\"seed\":7");

        var error = await lab.CallAsync<ErrorReply>(function, $$"""{"{{name}}":"order 17"}""");

        Assert.Equal(ErrorCodes.InvalidArguments, error.Code);
        var list = await lab.CallAsync<ListReply>(error.NextAction!.Tool, error.NextAction.Arguments.ToJsonString());
        Assert.Equal(wanted.Handle, Assert.Single(list.Videos).Handle);
    }

    [Fact]
    public async Task Get_RequestIdFromAKernel_IsNotTheNewestTask()
    {
        await using var lab = await ToolLab.StartAsync();
        await lab.CreateAsync(Id);

        var kernel = new Kernel();
        kernel.Plugins.Add(lab.Plugin);

        var error = await kernel.InvokeAsync<ErrorReply>("CometRunway", "get_video", new() { ["requestId"] = "another" }, Token);

        Assert.Equal(ErrorCodes.InvalidArguments, error!.Code);
    }

    [Fact]
    public async Task Create_Created_ReportsWhatTheLimitsLeave()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.MaxTasksPerDay = null);

        var created = await lab.CreateAsync(Id);
        var again = await lab.CreateAsync(Id);

        var expected = new LimitsReply { TasksPerHour = new(9, 10), SecondsPerDay = new(295, 300) };
        Assert.Equal((expected, expected), (created.Limits, again.Limits));
    }

    [Fact]
    public async Task Create_NoLimits_ReportsNone()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => (options.MaxTasksPerHour, options.MaxTasksPerDay, options.MaxSecondsPerDay) = (null, null, null));

        Assert.Null((await lab.CreateAsync()).Limits);
    }

    [Fact]
    public async Task Create_LimitReached_TheSameCallSucceedsAfterTheSecondsItSays()
    {
        var time = new AdjustableTimeProvider();
        await using var lab = await ToolLab.StartAsync(configure: options => options.MaxTasksPerHour = 1, change: services => services.AddSingleton<TimeProvider>(time));
        await lab.CreateAsync();
        time.Jump(TimeSpan.FromMinutes(12));

        var error = await lab.CreateErrorAsync($"{Id},\"seed\":7");
        time.Jump(TimeSpan.FromSeconds(error.RetryAfterSeconds!.Value));
        var created = await lab.CreateAsync($"{Id},\"seed\":7");

        Assert.Equal((ErrorCodes.BudgetReached, "no", true), (error.Code, error.Charged, error.Retryable));
        Assert.InRange(error.RetryAfterSeconds.Value, 47 * 60, 48 * 60);
        Assert.Equal("order 17", created.RequestId);
    }

    [Fact]
    public async Task Create_RowOfAnotherProgramWithTheId_IsFoundWhateverTheCallLooksLike()
    {
        await using var lab = await ToolLab.StartAsync();
        var row = new NewVideoTask { Fingerprint = "of another request", RequestId = "order 17", Settings = new() { Model = "gen4_turbo" }, ImageName = "dog.png", ApiVersion = "2024-11-06" };
        var task = Assert.IsType<BeginOutcome.Begun>(await lab.Store.BeginAsync(await lab.ScopeAsync(), row, BudgetLimits.Unlimited, TimeSpan.Zero)).Task;

        var error = await lab.CreateErrorAsync(Id);

        Assert.Equal((ErrorCodes.RequestIdConflict, task.Handle, 0), (error.Code, error.Handle, lab.Sandbox.Posts));
    }
}
