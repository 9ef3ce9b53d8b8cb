using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Guard;

/// <summary>What the guard itself answers.</summary>
internal static class ArgumentReplies
{
    /// <summary>The arguments cannot be used; the function was not called.</summary>
    public static ErrorReply Refused(string function, ArgumentFindings findings) => new()
    {
        Message = $"{findings.All[0].Problem} Call {function} again with the arguments corrected; nothing was done.",
        Code = ErrorCodes.InvalidArguments,
        Charged = "no",
        Problems = [.. findings.All.Select(ToProblem)],
    };

    /// <summary>A fault of ours; the log has the details under the same id.</summary>
    public static ErrorReply Unexpected(string id) => new()
    {
        Message = $"Something went wrong inside the tool (id {id}; details are in its log). Call get_video to see what exists before creating anything again.",
        Code = ErrorCodes.InternalError,
        Charged = "unknown",
    };

    public static ProblemReply ToProblem(ArgumentFinding finding) =>
        new() { Field = finding.Field, Problem = finding.Problem, Given = finding.Given, Nearest = finding.Nearest };
}
