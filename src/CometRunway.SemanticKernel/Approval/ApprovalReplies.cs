using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Approval;

/// <summary>What a model is told when a person did not say yes.</summary>
internal static class ApprovalReplies
{
    public static ErrorReply Declined(string? comment) => new()
    {
        Message = $"A person declined this video: nothing was created and nothing was charged. {Said(comment)}",
        Code = ErrorCodes.Declined,
        Charged = "no",
    };

    public static ErrorReply CouldNotAsk() => new()
    {
        Message = "A paid call needs a person's yes, and nobody could be asked: nothing was created and nothing was charged. Tell the user; calling again helps only when the program that asks works again.",
        Code = ErrorCodes.Declined,
        Charged = "no",
    };

    private static string Said(string? comment) => comment is null
        ? "Do not call it again by yourself: ask the user what they want instead."
        : $"They said: {ArgumentValue.Quote(comment)}. Call it again only with what they asked for.";
}
