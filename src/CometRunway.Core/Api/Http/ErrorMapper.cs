using System.Text.RegularExpressions;
using CometRunway.Api.Wire;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Api.Http;

/// <summary>Makes the one exception of an error answer.</summary>
internal sealed partial class ErrorMapper(Redactor redactor, SettingNames names)
{
    private const int LongestCode = 80;

    private readonly ErrorTexts _texts = new(names);

    public CometApiException Map(Operation operation, ApiResponse answer)
    {
        // At 2xx a "message" alone is no error; at any other status it is.
        var error = answer.Json is { } json && (!answer.IsSuccess || ErrorEnvelope.Stands(json)) ? ErrorEnvelope.Read(json) : null;
        var kind = ErrorKinds.Of(operation, answer, error);
        var charge = ChargeRules.Of(operation, answer.Status, kind, error);
        var code = redactor.Clean(error?.Code, LongestCode);
        return new CometApiException(kind, answer.Status, _texts.Of(kind, operation, answer, code))
        {
            Code = code,
            VendorMessage = redactor.Clean(error?.Message),
            Issues = [.. (error?.Issues ?? []).Select(Issue)],
            RequestId = redactor.Clean(answer.RequestId ?? RequestIdIn(error?.Message), 120),
            RetryAfter = answer.RetryAfter,
            Charge = charge,
            IsTransient = IsTransient(kind, answer) && charge != ChargeStatus.Unknown,
        };
    }

    private static bool IsTransient(ApiErrorKind kind, ApiResponse answer) => kind switch
    {
        ApiErrorKind.RateLimited => true,
        ApiErrorKind.ServiceFault => answer.Status != 501,
        // Empty or broken, where the API usually speaks: the next answer may be whole.
        ApiErrorKind.UnreadableAnswer => answer is { IsSuccess: true, IsHtml: false, End: not BodyEnd.TooLong },
        _ => false,
    };

    private ApiIssue Issue((string Field, string Message) issue) =>
        new(redactor.Clean(issue.Field, LongestCode) ?? "", redactor.Clean(issue.Message) ?? "");

    private static string? RequestIdIn(string? message) =>
        message is not null && RequestIdPattern().Match(message) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"request id:\s*([A-Za-z0-9_-]{4,120})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RequestIdPattern();
}
