using System.Net;
using CometRunway.Core.Tests.Api;
using CometRunway.Errors;

namespace CometRunway.Core.Tests.Errors;

public sealed class ErrorMappingTests
{
    public static TheoryData<int, string, ApiErrorKind, ChargeStatus, bool> Creates => new()
    {
        { 400, "error-e1-model-required", ApiErrorKind.InvalidRequest, ChargeStatus.No, false },
        { 400, "error-e2-masked", ApiErrorKind.ReasonHidden, ChargeStatus.No, false },
        { 400, "error-e2-upstream-body", ApiErrorKind.InvalidRequest, ChargeStatus.No, false },
        { 400, "error-e3-validation", ApiErrorKind.InvalidRequest, ChargeStatus.No, false },
        { 400, "error-e3-credits", ApiErrorKind.InsufficientBalance, ChargeStatus.No, false },
        { 400, "error-e3-asset", ApiErrorKind.ImageRefused, ChargeStatus.No, false },
        { 400, "error-e2-insert-failed", ApiErrorKind.ServiceFault, ChargeStatus.Unknown, false },
        { 400, "", ApiErrorKind.UnreadableAnswer, ChargeStatus.Unknown, false },
        { 401, "error-e1-invalid-token", ApiErrorKind.InvalidKey, ChargeStatus.No, false },
        { 401, "", ApiErrorKind.InvalidKey, ChargeStatus.No, false },
        { 402, "error-e1-model-required", ApiErrorKind.InsufficientBalance, ChargeStatus.No, false },
        { 403, "error-e2-quota", ApiErrorKind.InsufficientBalance, ChargeStatus.No, false },
        { 403, "error-e3-variant", ApiErrorKind.ModelNotOffered, ChargeStatus.No, false },
        { 403, "error-e1-model-required", ApiErrorKind.Forbidden, ChargeStatus.No, false },
        { 404, "error-e1-invalid-url", ApiErrorKind.WrongAddress, ChargeStatus.No, false },
        { 404, "", ApiErrorKind.WrongAddress, ChargeStatus.No, false },
        { 405, "", ApiErrorKind.WrongAddress, ChargeStatus.No, false },
        { 408, "", ApiErrorKind.ServiceFault, ChargeStatus.Unknown, false },
        { 413, "", ApiErrorKind.TooLarge, ChargeStatus.No, false },
        { 429, "", ApiErrorKind.RateLimited, ChargeStatus.No, true },
        { 429, "error-e2-saturated", ApiErrorKind.RateLimited, ChargeStatus.No, true },
        { 500, "error-e1-invalid-request", ApiErrorKind.InvalidRequest, ChargeStatus.No, false },
        { 500, "error-e2-do-request-failed", ApiErrorKind.ServiceFault, ChargeStatus.Unknown, false },
        { 500, "error-e2-insert-failed", ApiErrorKind.ServiceFault, ChargeStatus.Unknown, false },
        { 503, "error-e1-model-not-found", ApiErrorKind.ModelNotOffered, ChargeStatus.No, false },
        { 503, "", ApiErrorKind.ServiceFault, ChargeStatus.Unknown, false },
        { 524, "", ApiErrorKind.ServiceFault, ChargeStatus.Unknown, false },
        { 301, "", ApiErrorKind.UnreadableAnswer, ChargeStatus.Unknown, false },
        { 204, "", ApiErrorKind.UnreadableAnswer, ChargeStatus.Unknown, false },
        { 200, "error-e2-quota", ApiErrorKind.InsufficientBalance, ChargeStatus.No, false },
        { 200, "error-e2-insert-failed", ApiErrorKind.ServiceFault, ChargeStatus.Unknown, false },
        { 200, "error-e2-masked", ApiErrorKind.ServiceFault, ChargeStatus.Unknown, false },
        { 200, "error-e1-model-required", ApiErrorKind.ServiceFault, ChargeStatus.Unknown, false },
    };

    public static TheoryData<int, string, ApiErrorKind, bool> Reads => new()
    {
        { 400, "error-e2-task-not-exist", ApiErrorKind.NoSuchTask, false },
        { 404, "error-e2-task-not-exist", ApiErrorKind.NoSuchTask, false },
        { 200, "error-e2-task-not-exist", ApiErrorKind.NoSuchTask, false },
        { 404, "error-e3-no-task", ApiErrorKind.NoSuchTask, false },
        { 404, "error-e1-invalid-url", ApiErrorKind.WrongAddress, false },
        { 404, "", ApiErrorKind.WrongAddress, false },
        { 401, "error-e1-invalid-token", ApiErrorKind.InvalidKey, false },
        { 500, "error-e1-invalid-request", ApiErrorKind.InvalidRequest, false },
        { 503, "error-e1-model-not-found", ApiErrorKind.ModelNotOffered, false },
        { 301, "", ApiErrorKind.UnreadableAnswer, false },
        { 200, "", ApiErrorKind.UnreadableAnswer, true },
        { 200, "models", ApiErrorKind.UnreadableAnswer, true },
    };

    [Theory]
    [MemberData(nameof(Creates))]
    public async Task CreateAsync_ErrorAnswer_HasKindChargeAndTransience(int status, string fixture, ApiErrorKind kind, ChargeStatus charge, bool transient)
    {
        using var rig = new ClientRig();
        rig.Handler.Answer((HttpStatusCode)status, fixture.Length == 0 ? "" : Fixtures.Text(fixture));

        var error = await Assert.ThrowsAsync<CometApiException>(() => rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        Assert.Equal((kind, charge, transient, status), (error.Kind, error.Charge, error.IsTransient, error.Status));
        Assert.Single(rig.Handler.Sent);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task GetAsync_FinalErrorAnswer_IsReadOnceAndNeverCharged(int status, string fixture, ApiErrorKind kind, bool transient)
    {
        using var rig = new ClientRig();
        rig.Handler.Answer((HttpStatusCode)status, fixture.Length == 0 ? "" : Fixtures.Text(fixture));

        var error = await Assert.ThrowsAsync<CometApiException>(() => rig.Client.GetAsync(rig.ApiKey, "t", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal((kind, ChargeStatus.No, transient), (error.Kind, error.Charge, error.IsTransient));
        Assert.Single(rig.Handler.Sent);
    }

    [Fact]
    public async Task CreateAsync_UpstreamBodyInsideTheMessage_GivesItsIssues()
    {
        using var rig = new ClientRig();
        rig.Handler.Answer(HttpStatusCode.BadRequest, Fixtures.Text("error-e2-upstream-body"), "application/json", ("Retry-After", "7"), ("X-Oneapi-Request-Id", "req-1"));

        var error = await Assert.ThrowsAsync<CometApiException>(() => rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        Assert.Equal([new ApiIssue("ratio", "Invalid option: expected one of 1280:720")], error.Issues);
        Assert.Equal("fail_to_fetch_task", error.Code);
        Assert.Equal("Validation of body failed", error.VendorMessage);
        Assert.Equal("req-1", error.RequestId);
        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
    }

    [Fact]
    public async Task CreateAsync_RequestIdInTheMessageAndRetryAfterAsDate_AreRead()
    {
        using var rig = new ClientRig();
        rig.Handler.Answer(HttpStatusCode.TooManyRequests, Fixtures.Text("error-e1-model-required"), "application/json", ("Retry-After", ClientRig.Now.AddSeconds(42).ToString("R")));

        var error = await Assert.ThrowsAsync<CometApiException>(() => rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        Assert.Equal("20260205132859798638387SIHCnxzJ", error.RequestId);
        Assert.Equal(TimeSpan.FromSeconds(42), error.RetryAfter);
    }

    [Theory]
    [InlineData(ClientRig.Key)]
    [InlineData("AbCd1234EfGh5678IjKl")]
    [InlineData("c2stQWJDZDEyMzRFZkdoNTY3OElqS2w=")]
    [InlineData("SK-ABCD1234EFGH5678IJKL")]
    [InlineData("sk-AbCd\u200b1234EfGh5678IjKl")]
    public async Task CreateAsync_ServiceEchoesTheKey_ItAppearsNowhere(string echo)
    {
        using var rig = new ClientRig();
        var body = System.Text.Json.JsonSerializer.Serialize(new { error = new { code = echo, message = $"bad key {echo} (request id: x)", param = echo } });
        rig.Handler.Answer(HttpStatusCode.BadRequest, body, "application/json", ("X-Oneapi-Request-Id", echo));

        var error = await Assert.ThrowsAsync<CometApiException>(() => rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        var seen = string.Join('\n', error, error.Code, error.VendorMessage, error.RequestId, string.Join(' ', error.Issues), rig.Logs.All);
        Assert.DoesNotContain(echo, seen, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("1234EfGh5678", seen, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("[redacted]", error.VendorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_LongVendorText_IsCappedToOneCleanLine()
    {
        using var rig = new ClientRig();
        var text = "a\\u0000\\u001b[31m\\u202eb data:image/png;base64," + new string('A', 5000) + " " + new string('x', 5000);
        rig.Handler.Answer(HttpStatusCode.BadRequest, $$$"""{"error":"{{{text}}}"}""");

        var error = await Assert.ThrowsAsync<CometApiException>(() => rig.CreateAsync(ClientRig.Request(), TestContext.Current.CancellationToken));

        Assert.Equal(500, error.VendorMessage!.Length);
        Assert.StartsWith("a  [31mb data:image/png;base64,[5000 characters] xxx", error.VendorMessage, StringComparison.Ordinal);
    }
}
