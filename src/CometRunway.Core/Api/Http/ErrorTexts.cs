using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Api.Http;

/// <summary>Creates exception messages from fixed sentences with status and code. They never contain text of the service.</summary>
internal sealed class ErrorTexts(SettingNames names)
{
    private string Key => names.Of(nameof(CometRunwayOptions.ApiKey));

    private string Address => names.Of(nameof(CometRunwayOptions.BaseAddress));

    public string Of(ApiErrorKind kind, Operation operation, ApiResponse response, string? code) =>
        $"{Sentence(kind, operation, response)} (HTTP {response.Status}{(code is null ? "" : ", " + code)}{(response.IsHtml && !response.IsSuccess ? ", with a web page instead of the API's answer" : "")})";

    private string Sentence(ApiErrorKind kind, Operation operation, ApiResponse response) => kind switch
    {
        ApiErrorKind.InvalidRequest => "The service refused the request",
        ApiErrorKind.ReasonHidden => "The service refused the request, and the gateway hides why",
        ApiErrorKind.ImageRefused => "The service refused the picture, or could not fetch it",
        ApiErrorKind.InvalidKey => $"The service does not accept the API key in {Key}",
        ApiErrorKind.Forbidden => $"The API key in {Key} may not do this",
        ApiErrorKind.InsufficientBalance => "The account has not enough balance",
        ApiErrorKind.ModelNotOffered => "The gateway does not offer this model now",
        ApiErrorKind.TooLarge => "The request is too large for the service",
        ApiErrorKind.RateLimited => "The service asks to send fewer requests",
        ApiErrorKind.NoSuchTask => "The service does not know this task",
        ApiErrorKind.WrongAddress => $"There is no such route at this address: check {Address}",
        ApiErrorKind.ServiceFault => "The service, or the way to it, failed",
        _ => Unreadable(operation, response),
    };

    private string Unreadable(Operation operation, ApiResponse response) => response switch
    {
        { Status: >= 300 and < 400 } => $"The address answers with a redirect, which is not followed: check {Address}",
        { IsHtml: true } => $"The address answers with a web page instead of the API, for example a sign-in page of the network: check the network and {Address}",
        { End: BodyEnd.TooLong } => "The answer is far too long for this API",
        { End: BodyEnd.Truncated } => "The answer broke off before its end",
        { IsEmpty: true } => "The answer is empty",
        { Json: not null } when operation == Operation.Create => "The answer holds no task id",
        _ => "The answer is not what this API speaks",
    };
}
