using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Guard;

/// <summary>Creates the replies of the guard.</summary>
internal static class ArgumentReplies
{
    /// <summary>Creates the reply for invalid arguments. The function was not called.</summary>
    public static ErrorReply Refused(string function, ArgumentFindings findings, NextAction? corrected) => new()
    {
        Message = $"{string.Join(" ", findings.All.Select(f => f.Problem))} Nothing was done. "
            + (corrected is null ? $"Call {function} again with the arguments corrected." : "The call in nextAction leads on."),
        Code = ErrorCodes.InvalidArguments,
        Charged = "no",
        Problems = [.. findings.All.Select(ToProblem)],
        NextAction = corrected,
    };

    /// <summary>Creates the reply for an internal error. The log has the details under the same id.</summary>
    /// <param name="id">The id in the log.</param>
    /// <param name="mayHaveSent">True for the function that sends paid requests.</param>
    /// <param name="hasRequestId">True if the call can be repeated without a second payment.</param>
    public static ErrorReply Unexpected(string id, bool mayHaveSent, bool hasRequestId = false) => new()
    {
        Message = $"Something went wrong inside the tool (id {id}; details are in its log). "
            + (mayHaveSent ? $"Call get_video to see what exists before creating anything again{(hasRequestId ? "; if you repeat this call, use the same requestId" : "")}." : "This call created nothing and charged nothing. Tell the user if it happens again."),
        Code = ErrorCodes.InternalError,
        Charged = mayHaveSent ? "unknown" : "no",
    };

    public static ProblemReply ToProblem(ArgumentFinding finding) =>
        new() { Field = finding.Field, Problem = finding.Problem, Given = finding.Given, Nearest = finding.Nearest };
}
