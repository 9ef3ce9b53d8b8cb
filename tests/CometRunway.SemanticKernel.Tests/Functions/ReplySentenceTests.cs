using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Sandbox.Faults;
using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Functions;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.Store;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Settings;
using CometRunway.TestKit.Snapshots;
using CometRunway.TestKit.Stores;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.AI;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>What the functions answer, word for word.</summary>
public sealed class ReplySentenceTests
{
    private const string Create = "create_video_from_image";
    private const string Validate = "validate_video_request";
    private const string Get = "get_video";

    private readonly Dictionary<string, string> _placeholders = [];

    [Fact]
    public async Task Create_EveryReply_SaysWhatIsKept()
    {
        var replies = new List<(string, ToolReply)>();
        // The task waits: the sandbox's clock stands still.
        await using (var lab = await StartAsync(speed: 1))
        {
            replies.Add(("created", await KnownAsync(lab, await lab.CallAsync(Create, ToolLab.Create()))));
            replies.Add(("created before", await lab.CallAsync(Create, ToolLab.Create())));
            replies.Add(("one problem", await lab.CallAsync(Create, ToolLab.Create("\"duration\":12"))));
            replies.Add(("several problems", await lab.CallAsync(Create, ToolLab.Create("\"duration\":12,\"ratio\":\"16:9\""))));
            replies.Add(("no image", await lab.CallAsync(Create, """{"image":"dog.png","model":"gen4_turbo"}""")));
            replies.Add(("no prompt", await lab.CallAsync(Create, """{"image":"cat.png","model":"gen4.5"}""")));
            replies.Add(("created before, with a request id", await lab.CallAsync(Create, ToolLab.Create("\"requestId\":\"order 17\""))));
            replies.Add(("same request id", await lab.CallAsync(Create, ToolLab.Create("\"requestId\":\"order 17\",\"newTake\":true"))));
            replies.Add(("request id of another request", await lab.CallAsync(Create, ToolLab.Create("\"requestId\":\"order 17\",\"seed\":2"))));
            lab.Posts.Dispose();
            replies.Add(("app is stopping", await lab.CallAsync(Create, ToolLab.Create("\"seed\":2"))));
        }

        await AddAsync("outcome unknown", faults: "reset-after-accept");
        await AddAsync("outcome unknown before", faults: "reset-after-accept", calls: 2);
        await AddAsync("outcome unknown before, same request id", faults: "reset-after-accept", extra: "\"requestId\":\"order 17\"", calls: 2, isRepeated: true);
        await AddAsync("outcome unknown, unconfirmed id", faults: "id-in-error", hidesTasks: true);
        await AddAsync("outcome unknown before, unconfirmed id", faults: "id-in-error", calls: 2, hidesTasks: true);
        await AddAsync("folder for videos is a file", options => options.OutputDirectory = Path.Combine(options.AllowedDirectories[0], TestHome.ImageName));
        await AddAsync("too many requests, with a request id", faults: "too-many-requests", extra: "\"requestId\":\"order 17\"");
        await AddAsync("reason hidden", faults: "validation-masked", extra: "\"duration\":10");
        await AddAsync("picture refused", faults: "asset-fetch-failed");
        await AddAsync("data URI refused", refuseDataUris: true);
        await AddAsync("upload failed", options => options.UploadCommand = "no-such-program-of-ours");
        await AddAsync("no key", options => options.ApiKey = null);
        await AddAsync("no key, variables", options => options.Fill(Filling.Variables).ApiKey = null);
        await AddAsync("tasks an hour", options => options.MaxTasksPerHour = 1, extra: "\"seed\":2", calls: 2);
        await AddAsync("no tasks a day", options => options.MaxTasksPerDay = 0);
        await AddAsync("seconds a day, variables", options => options.Fill(Filling.Variables).MaxSecondsPerDay = 4);
        await AddAsync("seconds a day, a shorter one fits", options => options.MaxSecondsPerDay = 8, extra: "\"seed\":2", calls: 2);
        await AddAsync("ledger unavailable", options => options.HomeDirectory = Path.Combine(options.AllowedDirectories[0], TestHome.ImageName));
        Verify("replies-create", replies);

        async Task AddAsync(string name, Action<CometRunwayOptions>? configure = null, string? faults = null, string extra = "", int calls = 1, bool refuseDataUris = false, bool isRepeated = false, bool hidesTasks = false)
        {
            await using var lab = await StartAsync(configure, refuseDataUris: refuseDataUris);
            if (hidesTasks)
                lab.Sandbox.Faults.Add(new FaultRule("read", "task-not-exist") { Times = 1000 });
            if (faults is not null)
                lab.Sandbox.Faults.Add(new FaultRule("create", faults));
            for (var call = 1; call < calls; call++)
                await lab.CallAsync(Create, ToolLab.Create(isRepeated ? extra : ""));
            replies.Add((name, await KnownAsync(lab, await lab.CallAsync(Create, ToolLab.Create(extra)))));
        }
    }

    [Fact]
    public async Task Validate_EveryReply_SaysWhatIsKept()
    {
        var replies = new List<(string, ToolReply)>();
        await using (var lab = await StartAsync())
        {
            replies.Add(("valid", await lab.CallAsync(Validate, ToolLab.Create())));
            replies.Add(("valid, warning", await lab.CallAsync(Validate, """{"image":"cat.png","model":"gen3a_turbo","ratio":"1280:768","prompt":"a slow pan"}""")));
            replies.Add(("not valid", await lab.CallAsync(Validate, ToolLab.Create("\"duration\":12"))));
            replies.Add(("no image", await lab.CallAsync(Validate, """{"image":"dog.png","model":"gen4_turbo"}""")));
            replies.Add(("latest", await lab.CallAsync(Validate, """{"image":"latest","model":"gen4_turbo"}""")));
        }

        foreach (var way in Enum.GetValues<Filling>())
        {
            await using var lab = await StartAsync(options => options.Fill(way).ApiKey = null);
            replies.Add(($"no key, {way}", await lab.CallAsync(Validate, ToolLab.Create())));
        }

        await using (var lab = await StartAsync(options => options.OutputDirectory = Path.Combine(options.AllowedDirectories[0], TestHome.ImageName)))
            replies.Add(("folder for videos is a file", await lab.CallAsync(Validate, ToolLab.Create())));
        Verify("replies-validate", replies);
    }

    [Fact]
    public async Task Get_EveryReply_SaysWhatIsKept()
    {
        var replies = new List<(string, ToolReply)>();
        await using (var lab = await StartAsync())
        {
            replies.Add(("nothing created", await lab.CallAsync(Get, "{}")));
            replies.Add(("no such task, none yet", await lab.CallAsync(Get, """{"taskId":"vzzz9"}""")));
            await lab.CreateAsync();
            var finished = (VideoReply)await KnownAsync(lab, await lab.CallAsync(Get, "{}"));
            replies.Add(("finished", finished));
            replies.Add(("no such task", await lab.CallAsync(Get, """{"taskId":"vzzz9"}""")));
            File.Delete(finished.Files![0].Path);
            replies.Add(("fetched again", await KnownAsync(lab, await lab.CallAsync(Get, "{}"))));
        }

        await using (var lab = await StartAsync())
        {
            await lab.CreateAsync();
            var finished = (VideoReply)await KnownAsync(lab, await lab.CallAsync(Get, "{}"));
            File.Delete(finished.Files![0].Path);
            lab.Sandbox.Faults.Add(new FaultRule("output", "link-gone") { Times = 50 }, new FaultRule("read", "task-not-found-upstream") { Times = 50 });
            replies.Add(("gone", await lab.CallAsync(Get, "{}")));
        }

        await using (var lab = await StartAsync(speed: 1))
        {
            await KnownAsync(lab, await lab.CallAsync(Create, ToolLab.Create()));
            replies.Add(("unfinished", await lab.CallAsync(Get, """{"waitSeconds":0}""")));
        }

        await AddAsync("not saved", "output", "error-page-as-mp4");
        await AddAsync("cancelled", "task", "cancelled");
        await AddAsync("refused", "create", "validation");
        await AddAsync("outcome unknown", "create", "reset-after-accept");
        foreach (var fault in (string[])["SAFETY.INPUT.TEXT", "SAFETY.OUTPUT.VIDEO", "INPUT_PREPROCESSING.SAFETY.TEXT", "INPUT_PREPROCESSING.INTERNAL", "ASSET.INVALID", "INTERNAL.BAD_OUTPUT.CODE01", "THIRD_PARTY.UNAVAILABLE", "THIRD_PARTY.INPUT_VALIDATION", "INTERNAL", "failure-without-code"])
            await AddAsync(fault, "task", fault);
        Verify("replies-get", replies);

        async Task AddAsync(string name, string place, string fault)
        {
            await using var lab = await StartAsync();
            lab.Sandbox.Faults.Add(new FaultRule(place, fault) { Times = place == "output" ? 50 : 1 });
            await KnownAsync(lab, await lab.CallAsync(Create, ToolLab.Create()));
            replies.Add((name, await lab.CallAsync(Get, $$"""{"taskId":"{{(await LatestAsync(lab)).Handle}}"}""")));
        }
    }

    [Fact]
    public async Task Options_EveryReply_SaysWhatIsKept()
    {
        var sentences = Begin("replies-options");
        await AddAsync("ready");
        await AddAsync("of one model", model: "gen4_turbo");
        await AddAsync("of an unknown model", model: "veo");
        await AddAsync("no key", options => options.ApiKey = null);
        await AddAsync("no key, variables", options => options.Fill(Filling.Variables).ApiKey = null);
        await AddAsync("key is a placeholder", options => (options.ApiKey, options.ApiKeyWasPlaceholder) = (null, true));
        await AddAsync("read only", options => options.ReadOnly = true);
        await AddAsync("limit is 0", options => options.MaxTasksPerHour = 0);
        await AddAsync("limit is used up", options => options.MaxTasksPerHour = 1, creates: true);
        await AddAsync("no folders", options => options.AllowedDirectories = []);
        await AddAsync("missing folder", options => options.AllowedDirectories.Add(Path.Combine(options.AllowedDirectories[0], "typo")));
        await AddAsync("upload program", options => options.UploadCommand = "no-such-program-of-ours");
        await AddAsync("default model unknown", options => options.DefaultModel = "gen4_tubro");
        await AddAsync("default model not on offer", options => options.DefaultModel = "veo3.1", list: """{"data":[{"id":"gen4_turbo"}]}""");
        await AddAsync("model that only the gateway lists", model: "gen9", list: """{"data":[{"id":"gen4_turbo"},{"id":"gen9","pricing":{"per_second":0.5}}]}""");
        await AddAsync("list without known models", list: """{"data":[{"id":"gpt-5"}]}""");
        await AddAsync("no list", list: "none");
        sentences.Verify();

        async Task AddAsync(string name, Action<CometRunwayOptions>? configure = null, string? model = null, string? list = null, bool creates = false)
        {
            await using var lab = list is null ? await StartAsync(configure) : await StartAsync(configure, handler: () => Listing(list));
            if (creates)
                await lab.CreateAsync();
            var reply = await lab.CallAsync<OptionsReply>("get_video_options", model is null ? "{}" : $$"""{"model":"{{model}}"}""");
            Add(sentences, name, [reply.Message, .. reply.Problems ?? []]);
            if (name is "ready" or "no list" or "list without known models")
                Add(sentences, $"{name}, fields", [reply.Service, reply.Offer, reply.Prompt, reply.Seed, reply.Budget!]);
            if (model is not null)
                Add(sentences, $"{name}, models", reply.Models.SelectMany(row => (string[])[row.Price, .. row.Notes ?? []]));
        }
    }

    [Fact]
    public async Task FindImages_EveryReply_SaysWhatIsKept()
    {
        var replies = new List<(string, ToolReply)>();
        await using (var lab = await StartAsync())
        {
            replies.Add(("one", await lab.CallAsync("find_images", "{}")));
            File.Copy(Path.Combine(lab.Sandbox.Home.Album, TestHome.ImageName), Path.Combine(lab.Sandbox.Home.Album, "dog.png"));
            replies.Add(("two", await lab.CallAsync("find_images", "{}")));
            replies.Add(("some", await lab.CallAsync("find_images", """{"limit":1}""")));
            replies.Add(("no match", await lab.CallAsync("find_images", """{"query":"zebra"}""")));
            replies.Add(("similar", await lab.CallAsync("find_images", """{"query":"cot"}""")));
            File.WriteAllText(Path.Combine(lab.Sandbox.Home.Album, "page.jpg"), "<html>");
            replies.Add(("damaged file", await lab.CallAsync("find_images", "{}")));
            Directory.Delete(lab.Sandbox.Home.Album, recursive: true);
            replies.Add(("none", await lab.CallAsync("find_images", "{}")));
        }

        foreach (var way in Enum.GetValues<Filling>())
        {
            await using var lab = await StartAsync(options => options.Fill(way).AllowedDirectories = []);
            replies.Add(($"no folders, {way}", await lab.CallAsync("find_images", "{}")));
        }

        Verify("replies-find-images", replies);
    }

    [Fact]
    public async Task ListAndCancel_EveryReply_SaysWhatIsKept()
    {
        var replies = new List<(string, ToolReply)>();
        await using (var lab = await StartAsync(speed: 1))
        {
            replies.Add(("list, empty", await lab.CallAsync("list_videos", "{}")));
            await lab.CreateAsync();
            replies.Add(("list, one", await lab.CallAsync("list_videos", "{}")));
            await lab.CreateAsync("\"seed\":2");
            replies.Add(("list, some", await lab.CallAsync("list_videos", """{"limit":1}""")));
            replies.Add(("list, no such state", await lab.CallAsync("list_videos", """{"state":"blue"}""")));
            replies.Add(("list, bad cursor", await lab.CallAsync("list_videos", """{"cursor":"!"}""")));
            replies.Add(("cancel", await KnownAsync(lab, await lab.CallAsync("cancel_video", $$"""{"taskId":"{{(await LatestAsync(lab)).Handle}}"}"""))));
        }

        await using (var lab = await StartAsync())
        {
            await lab.CreateAsync();
            await KnownAsync(lab, await lab.CallAsync(Get, "{}"));
            replies.Add(("cancel, finished", await lab.CallAsync("cancel_video", $$"""{"taskId":"{{(await LatestAsync(lab)).Handle}}"}""")));
        }

        await using (var lab = await StartAsync())
        {
            lab.Sandbox.Faults.Add(new FaultRule("create", "reset-after-accept"));
            await KnownAsync(lab, await lab.CallAsync(Create, ToolLab.Create()));
            replies.Add(("list, unknown", await lab.CallAsync("list_videos", "{}")));
            replies.Add(("cancel, unknown", await lab.CallAsync("cancel_video", $$"""{"taskId":"{{(await LatestAsync(lab)).Handle}}"}""")));
        }

        Verify("replies-list-and-cancel", replies);
    }

    /// <summary>A task that was created with another key, which the sandbox does not let the key in use read.</summary>
    [Fact]
    public async Task OtherKey_EveryReply_SaysWhatIsKept()
    {
        var replies = new List<(string, ToolReply)>();
        await using var lab = await StartAsync(speed: 1);
        var earlier = await lab.Store.GetScopeAsync(lab.Sandbox.Server.BaseAddress, new ApiKey("sk-earlier"), null, TestContext.Current.CancellationToken);
        var row = new NewVideoTask { Fingerprint = "f", Settings = new() { Model = "gen4_turbo", Ratio = "1280:720", Duration = 5 }, ImageName = "cat.png", ApiVersion = "2024-11-06" };
        var begun = Assert.IsType<BeginOutcome.Begun>(await lab.Store.BeginAsync(earlier, row, BudgetLimits.Unlimited, TimeSpan.Zero)).Task;
        var task = await lab.Store.AcceptAsync(begun.Handle, "id-of-the-earlier-key");
        replies.Add(("list", await KnownAsync(lab, await lab.CallAsync("list_videos", "{}"))));
        while (!task.IsUnreadable)
            task = await lab.Store.WaitForChangeAsync(task.Handle, task.Revision, TestContext.Current.CancellationToken).WithTestTimeout(TestContext.Current.CancellationToken);
        var get = Assert.IsType<VideoReply>(await lab.CallAsync(Get, """{"waitSeconds":0}"""));
        var cancel = Assert.IsType<ErrorReply>(await lab.CallAsync("cancel_video", $$"""{"taskId":"{{task.Handle}}"}"""));
        replies.Add(("get, cannot be read", get));
        replies.Add(("cancel, cannot be cancelled", cancel));

        Assert.Equal((true, false, ErrorCodes.OtherKey), (get.OtherKey, get.Finished, cancel.Code));
        Assert.Null(get.NextAction);
        Verify("replies-other-key", replies);
    }

    [Fact]
    public void Failures_OfEveryKind_SaysWhatIsKept()
    {
        var sentences = new Sentences("failures");
        var names = new CometRunwayOptions().Fill(Filling.Code).Names;
        foreach (var kind in Enum.GetValues<ApiErrorKind>())
            sentences.Add(kind.ToString(), Failures.Of(new CometApiException(kind, 400, "x"), names).Message);
        (string Name, CometRunwayException Error)[] errors =
        [
            ("not configured", new NotConfiguredException("{reason}")),
            ("the app's key provider failed", new NotConfiguredException("{reason}", new InvalidOperationException())),
            ("task store unavailable", new TaskStoreUnavailableException("{reason}")),
            ("app is stopping", new AppStoppingException()),
            ("upload failed", new ImageUploadException("{reason}")),
            ("not connected", new CometRunwayConnectionException("{reason}", neverConnected: true)),
            ("no answer to a create", new CometRunwayConnectionException("{reason}", neverConnected: false) { Charge = ChargeStatus.Unknown }),
            ("no answer", new CometRunwayConnectionException("{reason}", neverConnected: false)),
        ];
        foreach (var (name, error) in errors)
            sentences.Add(name, Failures.Of(error, names).Message);
        sentences.Verify();
    }

    [Fact]
    public async Task Question_OverTheLimits_SaysWhatIsKept()
    {
        var sentences = Begin("budget-question");
        await using var one = await StartAsync(options => options.MaxTasksPerHour = 1);
        await using var two = await StartAsync(options => (options.MaxTasksPerHour, options.MaxSecondsPerDay) = (1, 5));
        foreach (var (name, lab) in (IEnumerable<(string, ToolLab)>)[("one limit", one), ("two limits", two)])
        {
            await lab.CreateAsync();
            var person = new Refusing();
            var arguments = new AIFunctionArguments { ["image"] = "cat.png", ["model"] = "gen4_turbo", ["prompt"] = "another", Context = new Dictionary<object, object?> { [typeof(IPaidCallApproval)] = person } };
            var reply = (ToolReply)(await lab.Functions.StrictFunctions.Single(f => f.Name == Create).InvokeAsync(arguments, TestContext.Current.CancellationToken))!;
            Add(sentences, name, [Assert.Single(person.Asked)]);
            Add(sentences, $"{name}, no yes", [reply.Message]);
        }

        sentences.Verify();
    }

    /// <summary>The gateway's list, and nothing else; a text that is no JSON is no list.</summary>
    private static ScriptedHandler Listing(string list)
    {
        var handler = new ScriptedHandler();
        for (var i = 0; i < 5; i++)
            handler.Answer(HttpStatusCode.OK, list);
        return handler;
    }

    private async Task<ToolLab> StartAsync(Action<CometRunwayOptions>? configure = null, double speed = 0, bool refuseDataUris = false, Func<HttpMessageHandler>? handler = null)
    {
        var lab = await ToolLab.StartAsync(speed, configure, handler, refuseDataUris: refuseDataUris);
        _placeholders[lab.Sandbox.Home.Path] = "{home}";
        return lab;
    }

    /// <summary>The same reply, after the handles of its tasks were noted as what differs from run to run.</summary>
    private async Task<ToolReply> KnownAsync(ToolLab lab, ToolReply reply)
    {
        if (reply is ErrorReply { Code: ErrorCodes.LedgerUnavailable })
            return reply;
        foreach (var task in (await lab.Client.ListAsync(new() { Limit = 50 })).Tasks)
        {
            _placeholders[task.Handle] = "{handle}";
            if (task.UnconfirmedId is { } id)
                _placeholders[id] = "{id}";
        }

        return reply;
    }

    private static async Task<VideoTask> LatestAsync(ToolLab lab) => (await lab.Store.GetLatestAsync(await lab.ScopeAsync()))!;

    private static Sentences Begin(string area)
    {
        var sentences = new Sentences(area).ReplaceMatches(@"127\.0\.0\.1:\d+", "{service}").ReplaceMatches(@"\d\d:\d\dZ", "{time}");
        // Two days, so that a test may run over midnight.
        foreach (var day in (double[])[0, 1])
            sentences.Replace(TimeProvider.System.GetUtcNow().AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "{today}");
        return sentences;
    }

    private void Verify(string area, List<(string Name, ToolReply Reply)> replies)
    {
        var sentences = Begin(area);
        foreach (var (name, reply) in replies)
        {
            Add(sentences, name, [reply.Message]);
            if (reply is CreateReply { Notes: { } notes, Warnings: var warnings })
                Add(sentences, $"{name}, notes", [.. notes, .. warnings ?? []]);
            if (reply is ValidateReply valid && (valid.Notes ?? valid.Warnings) is not null)
                Add(sentences, $"{name}, notes", [.. valid.Notes ?? [], .. valid.Warnings ?? []]);
        }

        sentences.Verify();
    }

    /// <summary>Folders and handles by name, and no age in seconds: a slow machine takes longer.</summary>
    private void Add(Sentences sentences, string name, IEnumerable<string> texts)
    {
        foreach (var (value, placeholder) in _placeholders)
            sentences.Replace(value, placeholder);
        sentences.Add(name, texts.Select(text => Regex.Replace(text, @"\b\d+ s (?=ago|so far)", "{age} ")));
    }

    private sealed class Refusing : IPaidCallApproval
    {
        public List<string> Asked { get; } = [];

        public ValueTask<PaidCallDecision> AskAsync(PaidCall paidCall, CancellationToken cancellationToken)
        {
            if (paidCall.Reason == PaidCallReason.EveryCall)
                return new(PaidCallDecision.Abstain);
            Asked.Add(paidCall.ToString());
            return new(PaidCallDecision.No());
        }
    }
}
