using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Guard;

/// <summary>Passes an error reply from a function to its guard. It does not leave this library.</summary>
internal sealed class ToolErrorException(ErrorReply reply, Exception? inner = null) : Exception(reply.Message, inner)
{
    /// <summary>The reply for the model.</summary>
    public ErrorReply Reply { get; } = reply;
}
