using CometRunway.Api;
using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>The outcome that the store records for the result of a create request.</summary>
internal static class CreateOutcomes
{
    /// <summary>The outcome of a fault of this library. The request may have been sent, so the row must not stay "submitting" while the process lives.</summary>
    public static readonly SubmissionOutcome Fault = new SubmissionOutcome.Unknown("internal_error", "A fault of this tool while the request was under way.");

    /// <summary>Returns the outcome for a result.</summary>
    public static SubmissionOutcome Of(ApiCreateResult result) => result switch
    {
        ApiCreateResult.Accepted { Response: var response } =>
            new SubmissionOutcome.Accepted(response.TaskId) { MayNeverBecomeVisible = response.MayNeverBecomeVisible, Credits = response.EstimatedCredits },
        ApiCreateResult.Failed { Error: { Charge: ChargeStatus.No } error } => new SubmissionOutcome.Rejected(Code(error), error.Message) { UnconfirmedId = Id(error) },
        ApiCreateResult.Failed { Error: CometApiException { IsRefusalWithId: true } error } => new SubmissionOutcome.Unknown(Transitions.RefusedWithId, error.Message) { UnconfirmedId = Id(error) },
        ApiCreateResult.Failed { Error: var error } => new SubmissionOutcome.Unknown(Code(error), error.Message) { UnconfirmedId = Id(error) },
        _ => throw new InvalidOperationException("Unknown create result."),
    };

    private static string? Id(CometRunwayException error) => (error as CometApiException)?.UnconfirmedTaskId;

    private static string Code(CometRunwayException error) => error switch
    {
        CometApiException api => api.Code ?? api.Kind.ToString(),
        ImageUploadException => "upload_failed",
        VideoStoreUnavailableException => "output_unavailable",
        AppStoppingException => "app_stopping",
        CometRunwayConnectionException { NeverConnected: true } => "never_connected",
        _ => "no_answer",
    };
}
