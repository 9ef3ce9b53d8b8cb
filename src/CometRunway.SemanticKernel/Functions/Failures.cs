using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using CometRunway.Store;
using CometRunway.Tasks;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Converts every kind of failure to the reply that a model receives, with one code each and the next step.</summary>
internal static class Failures
{
    /// <summary>Runs an operation and converts the exceptions of this library to replies.</summary>
    public static async Task<T> AsRepliesAsync<T>(SettingNames names, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (CometRunwayException error)
        {
            throw Reply(error, names);
        }
    }

    /// <inheritdoc cref="AsRepliesAsync"/>
    public static T AsReplies<T>(SettingNames names, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (CometRunwayException error)
        {
            throw Reply(error, names);
        }
    }

    /// <summary>Creates the reply for a rejected create. The row contains the reason.</summary>
    public static ErrorReply Rejected(CreateResult.Rejected rejected, PreparedRequest prepared, SettingNames names)
    {
        var error = rejected.Error;
        var reply = Of(error, names) with { Handle = rejected.Task.Handle, UnconfirmedId = rejected.Task.UnconfirmedId };
        if (error is CometApiException api && ImageAdvice(api.Kind, prepared, rejected.WasDataUri, names) is { } advice)
            reply = reply with { Message = $"{reply.Message} {advice}" };
        return error is CometApiException { Kind: ApiErrorKind.ReasonHidden or ApiErrorKind.InvalidRequest } && NextActions.CanRepeat(prepared.Requested) && SpecificationRecovery.For(prepared) is { } safe
            ? reply with { NextAction = NextActions.Create(NextActions.ToArguments(prepared.Requested, safe)), Message = $"{reply.Message} {SpecificationRecovery.Advice(safe)}" }
            : reply;
    }

    /// <summary>Adds advice about the image if the image may be the reason.</summary>
    private static string? ImageAdvice(ApiErrorKind kind, PreparedRequest prepared, bool wasDataUri, SettingNames names) => kind switch
    {
        ApiErrorKind.ImageRefused or ApiErrorKind.ReasonHidden or ApiErrorKind.TooLarge when wasDataUri =>
            "The picture was sent as a data URI, and whether CometAPI takes those is unknown. An https link avoids the question; so does a program that uploads a file and prints its link: "
            + $"{names.Ask($"name one in {names.InWords(nameof(CometRunwayOptions.UploadCommand))}")}.",
        ApiErrorKind.ImageRefused when prepared.Image?.Link is not null => "Use another picture, or a file in an allowed folder instead of a link.",
        ApiErrorKind.ImageRefused => "Use another picture.",
        _ => null,
    };

    /// <summary>Creates the reply for an exception of this library.</summary>
    public static ErrorReply Of(CometRunwayException error, SettingNames names) => error switch
    {
        NotConfiguredException { InnerException: not null } => Make(ErrorCodes.NotConfigured, $"Nothing was sent and nothing was charged: {error.Message} Tell the user; the reason is in the log of the app.", error),
        NotConfiguredException => Make(ErrorCodes.NotConfigured, $"Nothing was sent: {error.Message} {WithoutKey(names)}", error),
        TaskStoreUnavailableException => Make(ErrorCodes.LedgerUnavailable, $"Nothing was sent, because the task could not be recorded first: {error.Message}", error),
        VideoStoreUnavailableException => Make(ErrorCodes.OutputUnavailable, $"Nothing was sent and nothing was charged. {error.Message} Tell the user; call again when it is fixed.", error),
        AppStoppingException => Make(ErrorCodes.AppStopping, "This program is stopping: nothing was sent and nothing was charged. Call again once it runs again.", error),
        ImageUploadException => Make(ErrorCodes.UploadFailed, $"Nothing was sent to the service and nothing was charged, because the picture could not be uploaded first: {error.Message}", error),
        CometRunwayConnectionException { NeverConnected: true } => Make(ErrorCodes.Unreachable, $"The service cannot be reached, and nothing was sent: {error.Message} Try again in a minute.", error),
        CometRunwayConnectionException when error.Charge == ChargeStatus.Unknown => Make(ErrorCodes.OutcomeUnknown, $"No answer arrived: {error.Message} It may have been charged. Do not create it again; call get_video.", error),
        CometRunwayConnectionException => Make(ErrorCodes.Unreachable, $"The service did not answer: {error.Message} Try again in a minute.", error),
        CometApiException api => OfApi(api, names),
        _ => Make(ErrorCodes.InternalError, error.Message, error),
    };

    /// <summary>Creates the reply for a task that ended without a video.</summary>
    public static ErrorReply Failed(VideoTask task)
    {
        var advice = FailureAdvice.For(task.FailureCode);
        return new ErrorReply
        {
            Message = $"{task.Handle} failed: {advice.Sentence}",
            Code = ErrorCodes.TaskFailed,
            Charged = advice.Charged,
            Retryable = advice.Retryable,
            Handle = task.Handle,
            ServiceSaid = Said(task.FailureCode, task.FailureMessage),
        };
    }

    public static ErrorReply WasRejected(VideoTask task) => new()
    {
        Message = $"{task.Handle} was refused when it was created, and nothing was charged. There is no video to wait for.",
        Code = ErrorCodes.RequestRefused,
        Charged = "no",
        Handle = task.Handle,
        UnconfirmedId = task.UnconfirmedId,
        ServiceSaid = Said(task.ErrorCode, task.ErrorMessage),
    };

    public static ErrorReply WasCancelled(VideoTask task) => new()
    {
        Message = $"{task.Handle} was cancelled; there is no video. Whether it was charged is not known here.",
        Code = ErrorCodes.TaskCancelled,
        Charged = "unknown",
        Handle = task.Handle,
    };

    public static ErrorReply WasLost(VideoTask task) => new()
    {
        Message = $"The service no longer knows {task.Handle}, and no file was saved. It was accepted, so it was probably charged: tell the user its id ({task.TaskId}) for CometAPI's support. Do not create it again without asking them.",
        Code = ErrorCodes.TaskLost,
        Charged = "yes",
        Handle = task.Handle,
        ServiceSaid = Said(task.ErrorCode, task.ErrorMessage),
    };

    /// <summary>A failure of the app's own code is only in the inner exception, which the guard logs.</summary>
    private static ToolErrorException Reply(CometRunwayException error, SettingNames names) =>
        new(Of(error, names), error is NotConfiguredException { InnerException: not null } or TaskStoreUnavailableException ? error : null);

    private static ErrorReply OfApi(CometApiException error, SettingNames names) => error.Kind switch
    {
        ApiErrorKind.InvalidRequest => Make(ErrorCodes.RequestRefused, $"The service refused the request, and nothing was charged. {Issues(error)}", error),
        ApiErrorKind.ReasonHidden => Make(ErrorCodes.ReasonHidden, "The service refused the request, nothing was charged, and the gateway hides the reason.", error),
        ApiErrorKind.ImageRefused => Make(ErrorCodes.ImageRefused, "The service refused the picture or could not fetch it; nothing was charged.", error),
        ApiErrorKind.InvalidKey => Make(ErrorCodes.InvalidKey, $"The API key was refused (401): {names.Ask($"check {names.InWords(nameof(CometRunwayOptions.ApiKey))}")}. Calling again does not help.", error),
        ApiErrorKind.Forbidden => Make(ErrorCodes.Forbidden, "The API key may not do this (403). Tell the user; calling again does not help.", error),
        ApiErrorKind.InsufficientBalance => Make(ErrorCodes.InsufficientBalance, "The account's balance is used up; nothing was charged. Tell the user to top it up.", error),
        ApiErrorKind.ModelNotOffered => Make(ErrorCodes.ModelNotOffered, "The service does not offer this model now, and nothing was charged. Use another model; validate_video_request without a model picks one on offer.", error),
        ApiErrorKind.TooLarge => Make(ErrorCodes.TooLarge, "The request is too large for the service; nothing was charged. Use a smaller picture or an https link to it.", error),
        ApiErrorKind.RateLimited => Make(ErrorCodes.RateLimited, "The service takes no more requests for now (429); nothing was charged. Wait before calling again.", error),
        ApiErrorKind.NoSuchTask => Make(ErrorCodes.NoSuchTask, "The service does not know this task.", error),
        ApiErrorKind.WrongAddress => Make(ErrorCodes.WrongAddress, $"The address in {names.InWords(nameof(CometRunwayOptions.BaseAddress))} does not speak this API. Tell the user; calling again does not help.", error),
        ApiErrorKind.ServiceFault => Make(ErrorCodes.ServiceFault, "The service reported a fault of its own.", error),
        _ => Make(ErrorCodes.UnreadableAnswer, "The service's answer cannot be read.", error),
    };

    private static string WithoutKey(SettingNames names) => names.AreVariables
        ? "Without a key, starting the server with --sandbox runs everything offline at no cost."
        : $"The user cannot do that here: {names.Ask("do it")}.";

    private static ErrorReply Make(string code, string message, CometRunwayException error)
    {
        var api = error as CometApiException;
        return new ErrorReply
        {
            Message = message,
            Code = code,
            Charged = error.Charge.ToString().ToLowerInvariant(),
            Retryable = error.IsTransient,
            RetryAfterSeconds = api?.RetryAfter is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : null,
            ServiceSaid = Said(api?.Code, api?.VendorMessage),
            GatewayRequestId = api?.RequestId,
        };
    }

    private static string Issues(CometApiException error) => error.Issues.Count == 0
        ? "Its words are in serviceSaid."
        : string.Join(" ", error.Issues.Take(5).Select(i => $"{i.Field}: {i.Message}."));

    private static string? Said(string? code, string? message) =>
        (code, message) switch
        {
            (null, null) => null,
            (null, _) => message,
            (_, null) => code,
            _ when message!.Contains(code, StringComparison.Ordinal) => message,
            _ => $"{code}: {message}",
        };
}
