using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.SemanticKernel.Functions;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>Every kind the client knows has its own code, whichever call meets it.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData(ApiErrorKind.InvalidRequest, ErrorCodes.RequestRefused)]
    [InlineData(ApiErrorKind.ReasonHidden, ErrorCodes.ReasonHidden)]
    [InlineData(ApiErrorKind.ImageRefused, ErrorCodes.ImageRefused)]
    [InlineData(ApiErrorKind.InvalidKey, ErrorCodes.InvalidKey)]
    [InlineData(ApiErrorKind.Forbidden, ErrorCodes.Forbidden)]
    [InlineData(ApiErrorKind.InsufficientBalance, ErrorCodes.InsufficientBalance)]
    [InlineData(ApiErrorKind.ModelNotOffered, ErrorCodes.ModelNotOffered)]
    [InlineData(ApiErrorKind.TooLarge, ErrorCodes.TooLarge)]
    [InlineData(ApiErrorKind.RateLimited, ErrorCodes.RateLimited)]
    [InlineData(ApiErrorKind.NoSuchTask, ErrorCodes.NoSuchTask)]
    [InlineData(ApiErrorKind.WrongAddress, ErrorCodes.WrongAddress)]
    [InlineData(ApiErrorKind.ServiceFault, ErrorCodes.ServiceFault)]
    [InlineData(ApiErrorKind.UnreadableAnswer, ErrorCodes.UnreadableAnswer)]
    public void Of_AnswerOfAKind_HasItsCode(ApiErrorKind kind, string code)
    {
        Assert.Equal(code, Failures.Of(new CometApiException(kind, 400, "x"), new CometRunwayOptions().Names).Code);
    }

    [Fact]
    public void Of_EveryKind_IsInTheTableAbove()
    {
        var rows = typeof(FailureTests).GetMethod(nameof(Of_AnswerOfAKind_HasItsCode))!.GetCustomAttributes(typeof(InlineDataAttribute), false).Length;

        Assert.Equal(Enum.GetValues<ApiErrorKind>().Length, rows);
    }

    [Theory]
    [InlineData("SAFETY.INPUT.ANYTHING_NEW", "yes", false)]
    [InlineData("safety.output", "unknown", false)]
    [InlineData("SAFETY.NEW", "unknown", false)]
    [InlineData("NOBODY.KNOWS", "unknown", true)]
    [InlineData(null, "unknown", true)]
    public void For_CodeByItsPrefix_GivesAdvice(string? code, string charged, bool retryable)
    {
        var advice = FailureAdvice.For(code);

        Assert.Equal((charged, retryable), (advice.Charged, advice.Retryable));
        Assert.False(string.IsNullOrWhiteSpace(advice.Sentence));
    }
}
