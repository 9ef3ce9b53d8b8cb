using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Adds the notice of the task store to a reply, so that people hear of lost or restored tasks wherever they ask.</summary>
internal static class StoreNotice
{
    public static T AddTo<T>(T reply, string? notice)
        where T : ToolReply => notice is null ? reply : reply with { Message = $"{reply.Message} Tell the user once: {notice}" };
}
