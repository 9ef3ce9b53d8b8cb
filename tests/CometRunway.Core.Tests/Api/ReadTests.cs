using System.Net;
using CometRunway.Api;
using CometRunway.Errors;

namespace CometRunway.Core.Tests.Api;

public sealed class ReadTests : IDisposable
{
    private const string Pending = """{"id":"t","status":"PENDING"}""";

    private readonly ClientRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(524)]
    public async Task GetAsync_PassingTrouble_IsReadAgain(int status)
    {
        _rig.Handler.Answer(status, []).FailToConnect().Answer(HttpStatusCode.OK, Pending);

        var task = await RunAsync(_rig.Client.GetAsync(_rig.ApiKey, "t", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(ApiTaskStatus.Pending, task.Status);
        Assert.Equal(3, _rig.Handler.Sent.Count);
    }

    /// <summary>Otherwise one response would hold the read, and with it the news of a paid task, for as long as the service likes.</summary>
    [Fact]
    public async Task GetAsync_ServiceAsksToWaitAnHour_IsReadAgainWithinAMinute()
    {
        _rig.Handler.Answer(429, [], null, ("Retry-After", "3600")).Answer(HttpStatusCode.OK, Pending);

        await RunAsync(_rig.Client.GetAsync(_rig.ApiKey, "t", cancellationToken: TestContext.Current.CancellationToken));

        Assert.InRange(_rig.Time.GetUtcNow() - ClientRig.Now, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task GetAsync_TroubleThatStays_EndsAfterFourAttempts()
    {
        for (var attempt = 0; attempt < 4; attempt++)
            _rig.Handler.Answer(HttpStatusCode.BadGateway);

        var error = await Assert.ThrowsAsync<CometApiException>(() => RunAsync(_rig.Client.GetAsync(_rig.ApiKey, "t", cancellationToken: TestContext.Current.CancellationToken)));

        Assert.Equal((ApiErrorKind.ServiceFault, ChargeStatus.No, true), (error.Kind, error.Charge, error.IsTransient));
    }

    [Fact]
    public async Task GetAsync_BodyThatNeverEnds_IsCutOffEarly()
    {
        using var body = new EndlessStream();
        _rig.Handler.AnswerStream(HttpStatusCode.OK, body);

        var error = await Assert.ThrowsAsync<CometApiException>(() => _rig.Client.GetAsync(_rig.ApiKey, "t", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(ApiErrorKind.UnreadableAnswer, error.Kind);
        Assert.InRange(body.Taken, 1 << 20, 2 << 20);
    }

    [Theory]
    [InlineData(89, true)]
    [InlineData(90, false)]
    public async Task GetAsync_UnknownTask_IsNotVisibleYetWithinTheGraceOnly(int secondsAgo, bool notVisibleYet)
    {
        _rig.Handler.Answer(HttpStatusCode.BadRequest, Fixtures.Text("error-e2-task-not-exist"));

        var read = () => _rig.Client.GetAsync(_rig.ApiKey, "t", ClientRig.Now.AddSeconds(-secondsAgo), TestContext.Current.CancellationToken);

        if (notVisibleYet)
            Assert.Equal(ApiTaskStatus.NotVisibleYet, (await read()).Status);
        else
            Assert.Equal(ApiErrorKind.NoSuchTask, (await Assert.ThrowsAsync<CometApiException>(read)).Kind);
    }

    [Theory]
    [InlineData(204, "", nameof(CancelOutcome.Accepted))]
    [InlineData(200, """{"code":"success"}""", nameof(CancelOutcome.Accepted))]
    [InlineData(200, "<html></html>", nameof(CancelOutcome.NotOffered))]
    [InlineData(200, """{"code":"task_not_exist","message":"task_not_exist"}""", nameof(CancelOutcome.NoSuchTask))]
    [InlineData(404, """{"error":"Could not find Task"}""", nameof(CancelOutcome.NoSuchTask))]
    [InlineData(404, """{"error":{"message":"Invalid URL (DELETE /x)"}}""", nameof(CancelOutcome.NotOffered))]
    [InlineData(405, "", nameof(CancelOutcome.NotOffered))]
    public async Task CancelAsync_EveryAnswer_IsToldHonestly(int status, string body, string outcome)
    {
        _rig.Handler.Answer((HttpStatusCode)status, body);

        Assert.Equal(outcome, (await _rig.Client.CancelAsync(_rig.ApiKey, "t", TestContext.Current.CancellationToken)).ToString());
    }

    [Fact]
    public async Task CancelAsync_ServiceFault_IsSentOnce()
    {
        _rig.Handler.Answer(HttpStatusCode.BadGateway);

        await Assert.ThrowsAsync<CometApiException>(() => _rig.Client.CancelAsync(_rig.ApiKey, "t", TestContext.Current.CancellationToken));

        Assert.Single(_rig.Handler.Sent);
    }

    [Fact]
    public async Task ListModelsAsync_Catalogue_NeedsAndSendsNoKey()
    {
        _rig.Handler.Answer(HttpStatusCode.OK, Fixtures.Text("models"));

        var models = await _rig.Client.ListModelsAsync(TestContext.Current.CancellationToken);

        Assert.Equal([new AvailableModel("gen3a_turbo", 0.32m), new AvailableModel("gen4.5", null, 0.096m)], models);
        Assert.False(_rig.Handler.Sent[0].Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a\nb")]
    [InlineData(" ")]
    public async Task GetAsync_WhatIsNoId_IsRefusedBeforeAnythingIsSent(string id)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _rig.Client.GetAsync(_rig.ApiKey, id, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Empty(_rig.Handler.Sent);
    }

    // Moves the clock whenever the call waits for it.
    private async Task<T> RunAsync<T>(Task<T> call)
    {
        while (!call.IsCompleted)
        {
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await call;
    }

    private sealed class EndlessStream : MemoryStream
    {
        public long Taken { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'[');
            Taken += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
