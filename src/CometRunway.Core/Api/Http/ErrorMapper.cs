using System.Text.RegularExpressions;
using CometRunway.Api.Wire;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Api.Http;

/// <summary>Creates the exception for an error response.</summary>
internal sealed partial class ErrorMapper(Redactor redactor, SettingNames names)
{
    private const int MaxCodeLength = 80;

    private readonly ErrorTexts _texts = new(names);

    public CometApiException Map(Operation operation, ApiResponse response)
    {
        // With a 2xx status, "message" alone is not an error; with any other status it is.
        var error = response.Json is { } json && (!response.IsSuccess || ErrorEnvelope.IsError(json)) ? ErrorEnvelope.Read(json) : null;
        var kind = ErrorKinds.Of(operation, response, error);
        var id = operation == Operation.Create ? UnconfirmedId(response) : null;
        var charge = ChargeRules.Of(operation, response.Status, kind, error, hasId: id is not null);
        var code = redactor.Clean(error?.Code, MaxCodeLength);
        return new CometApiException(kind, response.Status, _texts.Of(kind, operation, response, code))
        {
            Code = code,
            VendorMessage = redactor.Clean(error?.Message),
            Issues = [.. (error?.Issues ?? []).Select(Issue)],
            RequestId = redactor.Clean(response.RequestId ?? RequestIdIn(error?.Message), 120),
            UnconfirmedTaskId = id,
            RetryAfter = response.RetryAfter,
            Charge = charge,
            IsRefusalWithId = id is not null && charge == ChargeStatus.Unknown && ChargeRules.Of(operation, response.Status, kind, error, hasId: false) == ChargeStatus.No,
            IsTransient = IsTransient(kind, response) && charge != ChargeStatus.Unknown,
        };
    }

    /// <summary>A text that contains the key is no id.</summary>
    private string? UnconfirmedId(ApiResponse response) =>
        CreateTaskResponseReader.ReadUnconfirmedId(response.Body.Span, response.Location) is { } id && !redactor.Holds(id) ? id : null;

    private static bool IsTransient(ApiErrorKind kind, ApiResponse response) => kind switch
    {
        ApiErrorKind.RateLimited => true,
        ApiErrorKind.ServiceFault => response.Status != 501,
        // An empty or truncated response of the API itself: a retry may succeed.
        ApiErrorKind.UnreadableAnswer => response is { IsSuccess: true, IsHtml: false, End: not BodyEnd.TooLong },
        _ => false,
    };

    private ApiIssue Issue((string Field, string Message) issue) =>
        new(redactor.Clean(issue.Field, MaxCodeLength) ?? "", redactor.Clean(issue.Message) ?? "");

    private static string? RequestIdIn(string? message) =>
        message is not null && RequestIdPattern().Match(message) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"request id:\s*([A-Za-z0-9_-]{4,120})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RequestIdPattern();
}
