using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CometRunway.Options;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Settings;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>Errors of the set-up: nothing may be sent, and the user must learn what to set.</summary>
public sealed class CreateSetupErrorTests
{
    [Fact]
    public async Task Create_WithoutKey_SaysWhichSettingAndThatTheUserCannotSetIt()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.ApiKey = null);

        var error = await lab.CreateErrorAsync();

        Assert.Equal(ErrorCodes.NotConfigured, error.Code);
        Assert.Equal(["CometRunwayOptions.ApiKey"], FilledOptions.NamesIn(error.Message));
        Assert.Equal(FilledOptions.Asked(Filling.Code), FilledOptions.AskedIn(error.Message));
        Assert.Equal(("no", 0), (error.Charged, lab.Sandbox.Posts));
    }

    [Fact]
    public async Task Create_WithAPlaceholderForAKey_SaysThatItWasNotExpanded()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => (options.ApiKey, options.ApiKeyWasPlaceholder) = (null, true));

        var error = await lab.CreateErrorAsync();

        Assert.Equal(ErrorCodes.NotConfigured, error.Code);
        Assert.Contains("${", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_WithoutKey_StillWorks()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.ApiKey = null);

        var reply = await lab.CallAsync<ValidateReply>("validate_video_request", ToolLab.Create());

        Assert.True(reply.Valid, reply.ToJson());
    }

    [Fact]
    public async Task Create_NobodyListens_IsUnreachableAndNothingWasSent()
    {
        await using var gone = await SandboxLab.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await gone.Server.DisposeAsync();
        await using var lab = await ToolLab.StartAsync(configure: options => options.BaseAddress = gone.Server.BaseAddress);

        var error = await lab.CreateErrorAsync();

        Assert.Equal((ErrorCodes.Unreachable, "no", true), (error.Code, error.Charged, error.Retryable));
    }

    [Theory]
    [InlineData(0, null, null, nameof(CometRunwayOptions.MaxTasksPerHour))]
    [InlineData(null, 0, null, nameof(CometRunwayOptions.MaxTasksPerDay))]
    [InlineData(null, null, 4, nameof(CometRunwayOptions.MaxSecondsPerDay))]
    public async Task Create_OverBudget_NamesTheLimitAndSendsNothing(int? hour, int? day, int? seconds, string property)
    {
        await using var lab = await ToolLab.StartAsync(configure: options =>
            (options.MaxTasksPerHour, options.MaxTasksPerDay, options.MaxSecondsPerDay) = (hour, day, seconds));

        var error = await lab.CreateErrorAsync();

        Assert.Equal((ErrorCodes.BudgetReached, "no", 0), (error.Code, error.Charged, lab.Sandbox.Posts));
        // The limit, what is used of it, and for seconds what is asked and what fits.
        int[] expected = seconds is { } limit ? [limit, 0, 5, 4] : [(hour ?? day)!.Value, 0];
        Assert.Equal(expected.Order(), Regex.Matches(error.Message, @"\d+").Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture)).Order());
        Assert.Equal([$"CometRunwayOptions.{property}"], FilledOptions.NamesIn(error.Message));
        Assert.False(error.Retryable);
    }

    [Fact]
    public async Task Create_BudgetUsedUp_SaysWhenItFreesUp()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.MaxTasksPerHour = 1);
        await lab.CreateAsync();

        var error = await lab.CreateErrorAsync("\"seed\":7");

        Assert.Equal(ErrorCodes.BudgetReached, error.Code);
        Assert.True(error.Retryable);
        Assert.InRange(error.RetryAfterSeconds!.Value, 1, 3600);
        Assert.Single(lab.Sandbox.Journal.Tasks);
    }

    [Fact]
    public async Task Create_LedgerCannotBeWritten_SendsNothing()
    {
        await using var lab = await ToolLab.StartAsync(configure: options => options.HomeDirectory = Path.Combine(options.AllowedDirectories[0], "cat.png"));

        var error = await lab.CreateErrorAsync();

        Assert.Equal((ErrorCodes.LedgerUnavailable, "no", 0), (error.Code, error.Charged, lab.Sandbox.Posts));
    }

    [Theory]
    [InlineData(402, """{"error":{"message":"payment required","type":"comet_api_error"}}""", ErrorCodes.InsufficientBalance, "no")]
    [InlineData(400, """{"code":"build_request_failed","message":"build_request_failed","data":null}""", ErrorCodes.ServiceFault, "no")]
    [InlineData(400, "<html>no</html>", ErrorCodes.OutcomeUnknown, "unknown")]
    public async Task Create_AnswerTheSandboxDoesNotGive_HasItsCode(int status, string body, string code, string charged)
    {
        using var handler = new ScriptedHandler().Answer(HttpStatusCode.OK, """{"data":[{"id":"gen4_turbo"}]}""").Answer((HttpStatusCode)status, body);
        await using var lab = await ToolLab.StartAsync(handler: () => handler);

        var error = await lab.CreateErrorAsync();

        Assert.Equal((code, charged), (error.Code, error.Charged));
    }

    [Fact]
    public async Task Create_ServiceEchoesTheKey_TheReplyDoesNot()
    {
        var body = $$$"""{"error":{"message":"no such key: {{{SandboxLab.Key}}} (request id: r-{{{SandboxLab.Key}}})","type":"comet_api_error"}}""";
        using var handler = new ScriptedHandler().Answer(HttpStatusCode.OK, """{"data":[]}""").Answer(HttpStatusCode.Unauthorized, body);
        await using var lab = await ToolLab.StartAsync(handler: () => handler);

        var error = await lab.CreateErrorAsync();

        Assert.Equal(ErrorCodes.InvalidKey, error.Code);
        Assert.Contains("no such key", error.ServiceSaid, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_ServiceWritesAnEssay_IsCapped()
    {
        var body = $$$"""{"error":{"message":"{{{new string('x', 50_000)}}}","type":"comet_api_error"}}""";
        using var handler = new ScriptedHandler().Answer(HttpStatusCode.OK, """{"data":[]}""").Answer(HttpStatusCode.BadRequest, body);
        await using var lab = await ToolLab.StartAsync(handler: () => handler);

        var error = await lab.CreateErrorAsync();

        Assert.True(error.ToJson().Length < 3000, $"{error.ToJson().Length} characters");
    }

    [Fact]
    public async Task Create_ProgramIsStopping_SendsNothingAndMayBeCalledAgain()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Posts.Dispose();

        var error = await lab.CreateErrorAsync();

        Assert.Equal((ErrorCodes.AppStopping, "no", true, 0), (error.Code, error.Charged, error.Retryable, lab.Sandbox.Posts));
    }
}
