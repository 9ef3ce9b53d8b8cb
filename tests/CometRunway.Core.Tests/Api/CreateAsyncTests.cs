using System.Net;
using System.Text.Json;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Options;
using CometRunway.Requests;

namespace CometRunway.Core.Tests.Api;

public sealed class CreateAsyncTests : IDisposable
{
    private readonly ClientRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task CreateAsync_Accepted_ReturnsTheIdAndSendsTheSpecifiedRequest()
    {
        _rig.Handler.Answer(HttpStatusCode.OK, """{"id":"d0658ae1-bbdd-4adc-aaba-fd8070e14d79","estimatedCost":{"credits":25}}""");

        var receipt = await _rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken);

        Assert.Equal("d0658ae1-bbdd-4adc-aaba-fd8070e14d79", receipt.TaskId);
        Assert.False(receipt.MayNeverBecomeVisible);
        Assert.Equal(25, receipt.EstimatedCredits);
        var sent = Assert.Single(_rig.Handler.Sent);
        Assert.Equal("https://api.cometapi.com/runwayml/v1/image_to_video", sent.Address.AbsoluteUri);
        Assert.Equal("Bearer " + ClientRig.Key, sent.Headers["Authorization"]);
        Assert.Equal("2024-11-06", sent.Headers["X-Runway-Version"]);
        Assert.Equal("application/json", sent.Headers["Accept"]);
        Assert.Matches("^CometRunwayAgentTools/[0-9.]+$", sent.Headers["User-Agent"]);
        Assert.Equal(
            """{"promptImage":"https://pictures.example/first.png","promptText":"A calm camera move.","model":"gen3a_turbo","ratio":"1280:768","duration":5}""",
            sent.Body);
    }

    [Fact]
    public async Task CreateAsync_EveryField_IsSentWithItsWireName()
    {
        _rig.Handler.Answer(HttpStatusCode.OK, """{"id":"x"}""");
        var facts = new ImageFacts("image/png", 1, 1, 1, 3);
        var image = InputImage.FromBytes(new byte[] { 1, 2, 3 }, facts, "a.png");
        var settings = new VideoSettings
        {
            Model = "gen3a_turbo",
            Prompt = "\"quoted\" é 漢",
            Seed = 999_999_999,
            Watermark = true,
        };

        await _rig.CreateAsync(settings.ToApi(image), TestContext.Current.CancellationToken);

        var body = JsonDocument.Parse(_rig.Handler.Sent[0].Body!).RootElement;
        Assert.Equal("data:image/png;base64,AQID", body.GetProperty("promptImage").GetString());
        Assert.Equal("\"quoted\" é 漢", body.GetProperty("promptText").GetString());
        Assert.Equal(999_999_999, body.GetProperty("seed").GetInt64());
        Assert.True(body.GetProperty("watermark").GetBoolean());
    }

    [Theory]
    [InlineData("""{"id":"t1"}{"code":"insert_task_failed","message":"x","data":null}""", "t1", true)]
    [InlineData("""{"id":"t1"}  {"code":"inse""", "t1", true)]
    [InlineData("{\"id\":\"t1\"}\n", "t1", false)]
    [InlineData("""{"code":"success","message":"","data":{"task_id":"t2"}}""", "t2", false)]
    [InlineData("""{"code":"success","message":"","data":"t3"}""", "t3", false)]
    [InlineData("""{"id":12345}""", "12345", false)]
    [InlineData("""{"id":"t4","junk":"\ud800"}""", "t4", false)]
    public async Task CreateAsync_AnyShapeWithAnId_IsAccepted(string body, string id, bool mayStayHidden)
    {
        _rig.Handler.Answer(HttpStatusCode.OK, body);

        var receipt = await _rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken);

        Assert.Equal(id, receipt.TaskId);
        Assert.Equal(mayStayHidden, receipt.MayNeverBecomeVisible);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"id\":")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"id":"  "}""")]
    [InlineData("""{"id":{"a":1}}""")]
    [InlineData("""{"id":".."}""")]
    [InlineData("""{"id":"a\u0000b"}""")]
    [InlineData("<html>hello</html>")]
    [InlineData("""{"code":"success","message":"ok","data":null}""")]
    public async Task CreateAsync_AnswerWithoutUsableId_IsUnreadableAndMayBeCharged(string body)
    {
        _rig.Handler.Answer(HttpStatusCode.OK, body);

        var error = await Assert.ThrowsAsync<CometApiException>(() => _rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        Assert.Equal(ApiErrorKind.UnreadableAnswer, error.Kind);
        Assert.Equal(ChargeStatus.Unknown, error.Charge);
        Assert.False(error.IsTransient);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.ProxyTunnelError)]
    public async Task CreateAsync_ConnectionDidNotOpen_IsTriedOnceMore(HttpRequestError error)
    {
        _rig.Handler.FailToConnect(error).Answer(HttpStatusCode.OK, """{"id":"x"}""");

        var receipt = await _rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken);

        Assert.Equal("x", receipt.TaskId);
        Assert.Equal(2, _rig.Handler.Sent.Count);
    }

    [Fact]
    public async Task CreateAsync_ConnectionNeverOpens_FailsUncharged()
    {
        _rig.Handler.FailToConnect().FailToConnect();

        var error = await Assert.ThrowsAsync<CometRunwayConnectionException>(() => _rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        Assert.True(error.NeverConnected);
        Assert.Equal(ChargeStatus.No, error.Charge);
        Assert.True(error.IsTransient);
        Assert.Equal(2, _rig.Handler.Sent.Count);
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.Unknown)]
    [InlineData(HttpRequestError.ConnectionError)]
    public async Task CreateAsync_ConnectionBreaksAfterSending_IsNotRepeatedAndMayBeCharged(HttpRequestError broken)
    {
        _rig.Handler.BreakAfterSending(broken).Answer(HttpStatusCode.OK, """{"id":"second"}""");

        var error = await Assert.ThrowsAsync<CometRunwayConnectionException>(() => _rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        Assert.False(error.NeverConnected);
        Assert.Equal(ChargeStatus.Unknown, error.Charge);
        Assert.False(error.IsTransient);
        Assert.Single(_rig.Handler.Sent);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(307)]
    public async Task CreateAsync_AnyAnswer_GoesToTheCallerAtOnce(int status)
    {
        _rig.Handler.Answer(status, [], null, ("Location", "https://elsewhere.example/"), ("Retry-After", "1")).Answer(HttpStatusCode.OK, """{"id":"second"}""");

        await Assert.ThrowsAsync<CometApiException>(() => _rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        Assert.Single(_rig.Handler.Sent);
    }

    [Fact]
    public async Task CreateAsync_CallerCancelsBeforeBytesLeave_NothingIsSent()
    {
        using var caller = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        _rig.Handler.HoldBeforeSending(begun, new TaskCompletionSource().Task);
        var create = _rig.CreateAsync(ClientRig.Request(), caller.Token);
        await begun.Task;

        await caller.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create);
        Assert.Equal(caller.Token, error.CancellationToken);
        Assert.Empty(_rig.Handler.Sent);
    }

    [Fact]
    public async Task CreateAsync_CallerCancelsAfterBytesMayHaveLeft_TheCallRunsToItsEnd()
    {
        using var caller = new CancellationTokenSource();
        var taken = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        _rig.Handler.HoldAfterSending(taken, released.Task).Answer(HttpStatusCode.OK, """{"id":"paid"}""");
        var create = _rig.CreateAsync(ClientRig.Request(), caller.Token);
        await taken.Task;

        await caller.CancelAsync();
        released.SetResult();

        Assert.Equal("paid", (await create).TaskId);
    }

    [Fact]
    public async Task CreateAsync_NoAnswerWithinItsTimeLimit_MayBeCharged()
    {
        var taken = new TaskCompletionSource();
        _rig.Handler.HoldAfterSending(taken, new TaskCompletionSource().Task);
        var create = _rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken);
        await taken.Task;

        _rig.Time.Advance(TimeSpan.FromSeconds(100));

        var error = await Assert.ThrowsAsync<CometRunwayConnectionException>(() => create);
        Assert.False(error.NeverConnected);
        Assert.Equal(ChargeStatus.Unknown, error.Charge);
    }

    [Fact]
    public async Task CreateAsync_NoConnectionWithinItsTimeLimit_FailsUncharged()
    {
        var begun = new TaskCompletionSource();
        _rig.Handler.HoldBeforeSending(begun, new TaskCompletionSource().Task);
        var create = _rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken);
        await begun.Task;

        _rig.Time.Advance(TimeSpan.FromSeconds(100));

        var error = await Assert.ThrowsAsync<CometRunwayConnectionException>(() => create);
        Assert.True(error.NeverConnected);
        Assert.Equal(ChargeStatus.No, error.Charge);
    }

    [Fact]
    public async Task CreateAsync_CancelledBeforehand_NothingIsSent()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _rig.CreateAsync(ClientRig.Request(), new CancellationToken(canceled: true)));

        Assert.Empty(_rig.Handler.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CreateAsync_WithoutKey_NamesTheSettingAndThePlaceholder(bool placeholder)
    {
        using var rig = new ClientRig(options => options.ApiKey = placeholder ? new ApiKey("${COMETAPI_KEY}") : null);

        var error = await Assert.ThrowsAsync<NotConfiguredException>(() => rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        Assert.Contains("CometRunwayOptions.ApiKey", error.Message, StringComparison.Ordinal);
        Assert.Equal(placeholder, error.Message.Contains("${", StringComparison.Ordinal));
        Assert.Empty(rig.Handler.Sent);
    }
}
