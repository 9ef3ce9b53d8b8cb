using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Guard;

/// <summary>Carries an error reply out of a function to the guard around it; it never leaves this library.</summary>
internal sealed class ToolErrorException(ErrorReply reply, Exception? inner = null) : Exception(reply.Message, inner)
{
    /// <summary>What the model will read.</summary>
    public ErrorReply Reply { get; } = reply;
}
