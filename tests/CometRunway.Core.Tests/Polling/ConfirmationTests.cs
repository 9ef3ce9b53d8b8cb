using System.Net;
using System.Text;
using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Stores;
using CometRunway.TestKit.Time;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Polling;

/// <summary>The answer to a paid request is an error and contains an id: the task is found again if the service confirms the id, and only then.</summary>
public sealed class ConfirmationTests
{
    private const string Id = "id-9";
    private const string WithId = """{"error":{"message":"bad ratio"},"id":"id-9"}""";
    private const string NotKnown = """{"code":"task_not_exist","message":"task_not_exist"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_ServiceConfirmsTheId_IsCreated()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        lab.Sandbox.Faults.Add(new FaultRule("create", "id-in-error"));
        var program = lab.Open();

        var task = await program.CreateAsync();

        var id = Assert.Single(lab.Sandbox.Journal.Tasks).Id;
        Assert.Equal((id, id), (task.TaskId, task.UnconfirmedId));
        Assert.False((await program.WaitUntilDoneAsync(task)).HasFilesMissing);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Theory]
    [InlineData("id-and-filler")]
    [InlineData("id-and-depth")]
    public async Task Create_IdBeforeWhatNobodyCanRead_IsCreated(string fault)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        lab.Sandbox.Faults.Add(new FaultRule("create", fault));

        var task = await lab.Open().CreateAsync();

        Assert.Equal(Assert.Single(lab.Sandbox.Journal.Tasks).Id, task.TaskId);
    }

    [Fact]
    public async Task Follow_ServiceKnowsTheIdLater_SavesTheVideo()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        lab.Sandbox.Faults.Add(new FaultRule("create", "id-in-error"), new FaultRule("read", "task-not-exist") { Times = 3 });
        var program = lab.Open();
        program.Courier.Start();

        var unknown = await UnknownAsync(program);
        var end = await program.WaitUntilDoneAsync(unknown);

        Assert.Equal((VideoTaskState.Succeeded, Assert.Single(lab.Sandbox.Journal.Tasks).Id), (end.State, end.TaskId));
        Assert.Single(lab.Sandbox.Home.SavedVideos);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Follow_ProgramEndedBeforeTheConfirmation_TheNextOneSavesTheVideo()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        lab.Sandbox.Faults.Add(new FaultRule("create", "id-in-error"), new FaultRule("read", "task-not-exist"));
        var first = lab.Open(register: services => services.AddSingleton<IVideoTaskPoller, IdlePoller>());
        var unknown = await UnknownAsync(first);
        await first.Services.DisposeAsync();

        var second = lab.Open();
        second.Courier.Start();
        var end = await second.WaitUntilDoneAsync(unknown);

        Assert.Equal(VideoTaskState.Succeeded, end.State);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    /// <summary>A task of five minutes ago was not made by this request, and one without a time need not be. Its video would be given out as another one.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(null)]
    public async Task Take_TaskIsOlderThanTheRequestOrHasNoTime_IsNotTakenForThisOne(int? minutes)
    {
        var createdAt = minutes is { } ago ? $"\"{TimeProvider.System.GetUtcNow().AddMinutes(-ago):O}\"" : "null";
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var program = lab.Open(handler: new OneAnswer(HttpStatusCode.OK, $$"""{"id":"{{Id}}","status":"SUCCEEDED","createdAt":{{createdAt}}}"""));

        var task = await TakeAsync(program, await UnconfirmedAsync(program));

        Assert.Equal((VideoTaskState.Unknown, "id_not_confirmed", Id), (task.State, task.ErrorCode, task.UnconfirmedId));
    }

    /// <summary>The video of the wrong task would be reported as the right one, and the right one would never be downloaded.</summary>
    [Fact]
    public async Task Follow_PersonNamesTheWrongTaskAndThenTheRightOne_SavesTheVideoOfTheRightOne()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        lab.Sandbox.Faults.Add(new FaultRule("create", "html-200-after-accept") { Times = 2 });
        var program = lab.Open();
        program.Courier.Start();
        var first = await UnknownAsync(program, "a slow pan");
        await UnknownAsync(program, "a fast pan");
        var (right, wrong) = (lab.Sandbox.Journal.Tasks[0].Id, lab.Sandbox.Journal.Tasks[1].Id);
        var admin = program.Services.GetRequiredService<ITaskStoreAdmin>();

        var before = await program.WaitUntilDoneAsync(await admin.ResolveUnknownAsync(first.Handle, new UnknownResolution.TaskIs(wrong), Token));
        await admin.ResolveUnknownAsync(first.Handle, new UnknownResolution.Undone(), Token);
        var after = await program.WaitUntilDoneAsync(await admin.ResolveUnknownAsync(first.Handle, new UnknownResolution.TaskIs(right), Token));

        Assert.Equal((wrong, right), (before.TaskId, after.TaskId));
        Assert.NotEqual(Assert.Single(before.Files).Sha256, Assert.Single(after.Files).Sha256);
        Assert.Equal(2, lab.Sandbox.Home.SavedVideos.Count);
    }

    /// <summary>Nobody knows whether the second video was made. Both rows with the same id would show the first one.</summary>
    [Fact]
    public async Task Create_ServiceGivesTheSameIdTwice_TheSecondOutcomeIsUnknown()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var program = lab.Open(handler: new OneAnswer(HttpStatusCode.OK, $$"""{"id":"{{Id}}"}"""), register: WithoutPoller);
        await program.CreateAsync();

        var second = await UnknownAsync(program, "a fast pan");

        Assert.Equal((VideoTaskState.Unknown, null, Id), (second.State, second.TaskId, second.UnconfirmedId));
    }

    [Fact]
    public async Task Take_IdBelongsToAnotherTask_IsNotTakenForThisOne()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var program = lab.Open(handler: new OneAnswer(HttpStatusCode.OK, $$"""{"id":"{{Id}}","status":"RUNNING"}"""));
        await program.AcceptAsync(Id);

        var task = await TakeAsync(program, await UnconfirmedAsync(program));

        Assert.Equal((VideoTaskState.Unknown, null, "id_not_confirmed"), (task.State, task.TaskId, task.ErrorCode));
    }

    [Fact]
    public async Task Take_ServiceNeverKnowsTheId_StopsAskingAndStaysUnknown()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var time = new AdjustableTimeProvider();
        var program = lab.Open(time, new OneAnswer(HttpStatusCode.BadRequest, """{"code":"task_not_exist","message":"task_not_exist"}"""));
        var task = await UnconfirmedAsync(program);

        task = await TakeAsync(program, task);
        var afterFirst = (task.State, task.NeedsWork);
        time.Pass(TimeSpan.FromHours(2));
        task = await TakeAsync(program, task);

        Assert.Equal((VideoTaskState.Unknown, true), afterFirst);
        Assert.Equal((VideoTaskState.Unknown, false, "id_not_confirmed", Id), (task.State, task.NeedsWork, task.ErrorCode, task.UnconfirmedId));
    }

    /// <summary>Without an end, an equal request would be blocked and a limit reduced by a request that cost nothing.</summary>
    [Fact]
    public async Task Create_RefusedWithAnIdThatTheServiceDoesNotKnow_IsUnknownAndEndsAsRefused()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var time = new AdjustableTimeProvider();
        var program = lab.Open(time, new Refusal(WithId, HttpStatusCode.BadRequest, NotKnown), register: WithoutPoller);

        var unknown = await UnknownAsync(program);
        var first = await TakeAsync(program, unknown);
        time.Pass(TimeSpan.FromMinutes(59));
        var later = await TakeAsync(program, first);
        time.Pass(TimeSpan.FromMinutes(2));
        var end = await TakeAsync(program, later);

        Assert.Equal(VideoTaskState.Unknown, later.State);
        Assert.Equal((VideoTaskState.Unknown, "refused_with_id", Id), (unknown.State, unknown.ErrorCode, unknown.UnconfirmedId));
        Assert.Equal((VideoTaskState.Unknown, true), (first.State, first.NeedsWork));
        Assert.Equal((VideoTaskState.Rejected, "refused", Id, false), (end.State, end.ErrorCode, end.UnconfirmedId, end.NeedsWork));
        Assert.NotNull(end.FinishedAt);
    }

    /// <summary>The service refused the request, and the id is that of another task, or of none. To call this unknown would stop a model that can correct its request.</summary>
    [Theory]
    [InlineData("""{"error":{"message":"bad ratio"}}""", "{}", null)]
    [InlineData(WithId, """{"id":"id-9","status":"SUCCEEDED","createdAt":"2020-01-01T00:00:00Z"}""", Id)]
    [InlineData("""{"error":{"message":"bad ratio","task_id":"id-9"}}""", """{"id":"id-9","status":"RUNNING","createdAt":"2020-01-01T00:00:00Z"}""", Id)]
    public async Task Create_RefusedWithoutTheIdOfANewTask_IsNotCharged(string refusal, string read, string? id)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var program = lab.Open(handler: new Refusal(refusal, HttpStatusCode.OK, read), register: WithoutPoller);

        var error = await Assert.ThrowsAsync<CometApiException>(() => CallAsync(program, "a slow pan"));

        var row = Assert.Single((await program.Store.ListAsync(await program.ScopeAsync(), new TaskQuery(), Token)).Tasks);
        Assert.Equal((ChargeStatus.No, ApiErrorKind.InvalidRequest), (error.Charge, error.Kind));
        Assert.Equal((VideoTaskState.Rejected, id, null), (row.State, row.UnconfirmedId, row.TaskId));
    }

    /// <summary>The service has such a task, and nothing proves that it is another one. A request that counts as refused is sent again, and paid twice.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(-2)]
    [InlineData(-9)]
    public async Task Create_RefusedWithTheIdOfATaskThatMayBeItsOwn_IsUnknown(int? minutes)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var created = minutes is { } later ? $",\"createdAt\":\"{TimeProvider.System.GetUtcNow().AddMinutes(later):O}\"" : "";
        var program = lab.Open(handler: new Refusal(WithId, HttpStatusCode.OK, $$"""{"id":"{{Id}}","status":"RUNNING"{{created}}}"""), register: WithoutPoller);

        var unknown = await UnknownAsync(program);

        Assert.Equal((VideoTaskState.Unknown, "id_not_confirmed", Id), (unknown.State, unknown.ErrorCode, unknown.UnconfirmedId));
    }

    [Fact]
    public async Task Create_RefusedWithTheIdOfANewTask_IsCreated()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var created = TimeProvider.System.GetUtcNow().AddSeconds(1);
        var program = lab.Open(handler: new Refusal(WithId, HttpStatusCode.OK, $$"""{"id":"{{Id}}","status":"RUNNING","createdAt":"{{created:O}}"}"""), register: WithoutPoller);

        Assert.Equal(Id, (await program.CreateAsync()).TaskId);
    }

    /// <summary>The service never said that there is no such task.</summary>
    [Fact]
    public async Task Take_RefusedWithAnIdThatCannotBeAskedFor_StaysUnknown()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var time = new AdjustableTimeProvider();
        var program = lab.Open(time, new Refusal(WithId, HttpStatusCode.Unauthorized, """{"error":{"message":"no"}}"""), register: WithoutPoller);

        var task = await TakeAsync(program, await UnknownAsync(program));
        time.Pass(TimeSpan.FromHours(25));
        task = await TakeAsync(program, task);

        Assert.Equal((VideoTaskState.Unknown, "id_not_confirmed"), (task.State, task.ErrorCode));
    }

    /// <summary>The other key does not know the task, so its answer would end the search for a paid video.</summary>
    [Fact]
    public async Task DueAt_ProgramHasAnotherKey_IsNever()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var task = await UnconfirmedAsync(lab.Open());
        var other = lab.Open(configure: options => options.ApiKey = new("sk-another-key-000000"));
        await other.ScopeAsync();

        Assert.Equal(DateTimeOffset.MaxValue, other.Services.GetRequiredService<TaskProcessor>().DueAt(task));
    }

    private static async Task<VideoTask> CallAsync(CourierLab.Program program, string prompt) =>
        (await program.Services.GetRequiredService<ICometRunwayClient>().CreateAsync(new VideoRequest { Image = TestHome.ImageName, Prompt = prompt, Model = "gen4_turbo" }, cancellationToken: Token).WithTestTimeout(Token)).Task;

    private static async Task<VideoTask> UnknownAsync(CourierLab.Program program, string prompt) =>
        (await Assert.ThrowsAsync<VideoOutcomeUnknownException>(() => CallAsync(program, prompt))).Task;

    private static async Task<VideoTask> UnknownAsync(CourierLab.Program program)
    {
        var error = await Assert.ThrowsAsync<VideoOutcomeUnknownException>(() => CallAsync(program, "a slow pan"));
        Assert.NotNull(error.Task.UnconfirmedId);
        Assert.Contains(error.Task.UnconfirmedId, error.Message, StringComparison.Ordinal);
        return error.Task;
    }

    private static async Task<VideoTask> UnconfirmedAsync(CourierLab.Program program)
    {
        var task = new NewVideoTask { Fingerprint = "f", Settings = new() { Model = "gen4_turbo", Ratio = "1280:720", Duration = 5 }, ImageName = "cat.png", ApiVersion = "2024-11-06" };
        var begun = Assert.IsType<BeginOutcome.Begun>(await program.Store.BeginAsync(await program.ScopeAsync(), task, BudgetLimits.Unlimited, TimeSpan.Zero));
        return await program.Store.ConcludeAsync(begun.Task.Handle, new SubmissionOutcome.Unknown("service_fault", "HTTP 500") { UnconfirmedId = Id });
    }

    private static async Task<VideoTask> TakeAsync(CourierLab.Program program, VideoTask task)
    {
        await program.Services.GetRequiredService<TaskProcessor>().ReadAsync(task, Token).WithTestTimeout(Token);
        return (await program.Store.GetAsync(task.Handle, Token))!;
    }

    private sealed class OneAnswer(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }

    private static void WithoutPoller(IServiceCollection services) => services.AddSingleton<IVideoTaskPoller, IdlePoller>();

    /// <summary>A service that refuses each request, and answers each question for a task.</summary>
    private sealed class Refusal(string refusal, HttpStatusCode status, string read) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // The body is the paid request: it counts as sent only if it was read.
            if (request.Content is { } body)
                await body.ReadAsByteArrayAsync(cancellationToken);
            var (code, text) = request.Method == HttpMethod.Post ? (HttpStatusCode.BadRequest, refusal) : (status, read);
            return new HttpResponseMessage(code) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
        }
    }

    private sealed class IdlePoller : IVideoTaskPoller
    {
        public void Start()
        {
        }

        public void Wake()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
