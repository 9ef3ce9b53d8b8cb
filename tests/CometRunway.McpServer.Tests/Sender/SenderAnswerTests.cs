using System.Text.Json;
using CometRunway.Api;
using CometRunway.Errors;
using CometRunway.McpServer.Sender;

namespace CometRunway.McpServer.Tests.Sender;

/// <summary>The server reports the same result as if it had sent the request itself.</summary>
public sealed class SenderAnswerTests
{
    [Fact]
    public void ToResult_Accepted_HasIdAndWarnings()
    {
        var result = Assert.IsType<ApiCreateResult.Accepted>(Sent(new ApiCreateResult.Accepted(new CreateTaskResponse("id-1", true, 2.5))));

        Assert.Equal(new CreateTaskResponse("id-1", true, 2.5), result.Response);
    }

    [Fact]
    public void ToResult_ErrorOfTheService_HasEveryField()
    {
        var error = new CometApiException(ApiErrorKind.RateLimited, 429, "too many")
        {
            Charge = ChargeStatus.No,
            IsTransient = true,
            Code = "quota",
            VendorMessage = "slow down",
            Issues = [new ApiIssue("ratio", "is wrong")],
            RequestId = "r-1",
            UnconfirmedTaskId = "id-9",
            RetryAfter = TimeSpan.FromSeconds(7),
        };

        var sent = Assert.IsType<CometApiException>(Assert.IsType<ApiCreateResult.Failed>(Sent(new ApiCreateResult.Failed(error))).Error);

        Assert.Equal((error.Kind, error.Status, error.Message, error.Charge, error.IsTransient), (sent.Kind, sent.Status, sent.Message, sent.Charge, sent.IsTransient));
        Assert.Equal((error.Code, error.VendorMessage, error.RequestId, error.RetryAfter, error.UnconfirmedTaskId), (sent.Code, sent.VendorMessage, sent.RequestId, sent.RetryAfter, sent.UnconfirmedTaskId));
        Assert.Equal(error.Issues, sent.Issues);
    }

    [Theory]
    [InlineData(true, ChargeStatus.No)]
    [InlineData(false, ChargeStatus.Unknown)]
    public void ToResult_NoResponse_HasChargeAndWhetherItConnected(bool neverConnected, ChargeStatus charge)
    {
        var error = new CometRunwayConnectionException("gone", neverConnected) { Charge = charge, IsTransient = neverConnected };

        var sent = Assert.IsType<CometRunwayConnectionException>(Assert.IsType<ApiCreateResult.Failed>(Sent(new ApiCreateResult.Failed(error))).Error);

        Assert.Equal((error.Message, neverConnected, charge, neverConnected), (sent.Message, sent.NeverConnected, sent.Charge, sent.IsTransient));
    }

    [Fact]
    public void ToResult_FaultOfThisTool_IsNull() => Assert.Null(Sent(null));

    private static ApiCreateResult? Sent(ApiCreateResult? result)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(SenderAnswer.Of(result), SenderJson.Plain.SenderAnswer);
        return JsonSerializer.Deserialize(json, SenderJson.Plain.SenderAnswer)!.ToResult();
    }
}
